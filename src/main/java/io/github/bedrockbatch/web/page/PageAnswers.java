package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.BusyException;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.web.Answer;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.FleetSource;
import io.github.bedrockbatch.web.Request;
import io.github.bedrockbatch.web.query.BadParameterException;
import io.github.bedrockbatch.web.query.Parameters;
import io.github.bedrockbatch.web.query.RefreshInterval;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers requests for pages, also those that cannot be made. */
final class PageAnswers {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final long MAX_DEPTH = 100;

    private final FleetSource source;
    private final Templates templates = new Templates();

    PageAnswers(FleetSource source) {
        this.source = source;
    }

    /**
     * Answers a request.
     *
     * @param names the parameters that the page takes
     */
    Answer of(Request request, Section section, Set<String> names, Function<PageRequested, Answer> page) {
        Optional<Fleet> fleet = source.fleet();
        if (fleet.isEmpty()) {
            ErrorPage unready = new ErrorPage(
                    Frame.of(section, "Not ready"),
                    "The state is not yet restored from the store.",
                    "This takes a few seconds after a start. If it lasts, the log says why the store cannot be read.",
                    "",
                    "Try again");
            return error(UNAVAILABLE, unready);
        }
        try {
            return of(requested(request, section, names, fleet.get()), page);
        } catch (BadParameterException e) {
            return badParameter(section, fleet.get(), String.valueOf(e.getMessage()));
        }
    }

    private Answer of(PageRequested asked, Function<PageRequested, Answer> page) {
        try {
            return page.apply(asked);
        } catch (BusyException e) {
            return busy(asked.section(), asked.fleet(), String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return storeAway(asked);
        }
    }

    private static PageRequested requested(Request request, Section section, Set<String> names, Fleet fleet) {
        Parameters parameters = request.query().only(names).withoutEmpty();
        Set<String> others = new HashSet<>(names);
        others.remove(RefreshInterval.PARAMETER);
        QueryString query = QueryString.of(parameters, others);
        Refresh refresh = Refresh.of(parameters, query);
        return new PageRequested(fleet, section, parameters, refresh.keptIn(query), refresh);
    }

    Answer page(String template, PageRequested asked, Object model) {
        return page(OK, template, asked, model);
    }

    Answer page(int status, String template, PageRequested asked, Object model) {
        Answer answer = Answer.html(status, templates.render(template, model));
        Integer seconds = asked.refresh().seconds();
        return seconds == null ? answer : answer.with("Refresh", seconds.toString());
    }

    private Answer badParameter(Section section, Fleet fleet, String message) {
        return error(
                BAD_REQUEST,
                new ErrorPage(
                        Frame.of(section, "Bad request", fleet, Refresh.NONE),
                        Quoted.visible(message),
                        "Correct the address, or begin again without parameters.",
                        "?",
                        "Without parameters"));
    }

    Answer storeAway(PageRequested asked) {
        return error(
                UNAVAILABLE,
                new ErrorPage(
                        asked.frame("The store cannot be read"),
                        "This page needs the store, which cannot be read now.",
                        "The log says why. The fleet and the list of jobs are still shown.",
                        "",
                        "Try again"));
    }

    private Answer busy(Section section, Fleet fleet, String message) {
        return error(
                UNAVAILABLE,
                new ErrorPage(
                        Frame.of(section, "Too many readers", fleet, Refresh.NONE),
                        message,
                        "The fleet and the list of jobs are still shown.",
                        "",
                        "Try again"));
    }

    Answer unknownJob(PageRequested asked, Target target, String id) {
        return error(
                NOT_FOUND,
                new ErrorPage(
                        Frame.of(asked.section(), "Unknown job", asked.fleet(), Refresh.NONE),
                        Quoted.quote(id) + ": no job of this id is known in account " + Quoted.quote(target.accountId())
                                + " and region " + Quoted.quote(target.region()) + ".",
                        "It is not watched, or it left the journal after retention.journal.",
                        asked.section().root() + "jobs",
                        "All jobs"));
    }

    /**
     * Tells that there is no page at a path.
     *
     * @param path as the client sent it
     */
    Answer noPage(String path) {
        String title = "Page not found";
        Frame frame = source.fleet()
                .map(fleet -> Frame.of(Section.NONE, title, fleet, Refresh.NONE))
                .orElseGet(() -> Frame.of(Section.NONE, title));
        String root = root(path);
        return error(
                NOT_FOUND,
                new ErrorPage(
                        frame.at(root),
                        Quoted.quote(path) + ": there is no such page.",
                        "Correct the address, or begin with the fleet.",
                        root,
                        "Fleet"));
    }

    /** Returns the way from a path to the root of the pages. It is bounded, since a path may have thousands of segments. */
    private static String root(String path) {
        long depth = path.chars().filter(c -> c == '/').count() - 1;
        return depth < 1 ? "./" : "../".repeat(Math.toIntExact(Math.min(depth, MAX_DEPTH)));
    }

    private Answer error(int status, ErrorPage page) {
        return Answer.html(status, templates.render("error", page));
    }
}
