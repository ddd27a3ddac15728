package io.github.bedrockbatch.web.page;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.web.Answer;
import io.github.bedrockbatch.web.FleetSource;
import io.github.bedrockbatch.web.Request;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.query.JobFilter;
import io.github.bedrockbatch.web.query.RefreshInterval;
import io.github.bedrockbatch.web.query.TransitionFilter;
import io.github.bedrockbatch.web.query.TransitionListing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers with pages for people. */
public final class Pages {
    private static final String JOB = "/jobs/{account_id}/{region}/{job_id}";
    private static final Set<String> OF_FLEET = Set.of(RefreshInterval.PARAMETER);
    private static final Set<String> OF_JOBS = known(JobFilter.PARAMETERS);
    private static final Set<String> OF_TRANSITIONS = known(TransitionFilter.PARAMETERS);

    private final FleetSource source;
    private final PageAnswers answers;
    private final TransitionListing transitions;

    private Pages(FleetSource source) {
        this.source = source;
        this.answers = new PageAnswers(source);
        this.transitions = new TransitionListing(source::latest);
    }

    /** Returns the routes of all pages and of what they load. */
    public static List<Route> routes(FleetSource source) {
        Pages pages = new Pages(source);
        return List.of(
                Route.reading("/", pages::fleet),
                Route.reading("/jobs", pages::jobs),
                Route.reading(JOB, pages::job),
                Route.reading("/transitions", pages::transitions),
                Asset.STYLE.route(),
                Asset.ICON.route(),
                Route.noPage(pages::none));
    }

    private static Set<String> known(Set<String> filter) {
        return Stream.of(filter, Set.of(Paging.CURSOR, RefreshInterval.PARAMETER))
                .flatMap(Set::stream)
                .collect(toUnmodifiableSet());
    }

    private Answer fleet(Request request) {
        return answers.of(
                request,
                Section.FLEET,
                OF_FLEET,
                asked -> answers.page(
                        "fleet", asked, FleetPage.of(asked.frame("Fleet"), asked.fleet(), source.targets())));
    }

    private Answer jobs(Request request) {
        return answers.of(
                request,
                Section.JOBS,
                OF_JOBS,
                asked -> answers.page(
                        "jobs",
                        asked,
                        JobsPage.of(asked.frame("Jobs"), asked.fleet(), asked.parameters(), asked.query())));
    }

    private Answer transitions(Request request) {
        return answers.of(
                request,
                Section.TRANSITIONS,
                OF_TRANSITIONS,
                asked -> answers.page(
                        "transitions",
                        asked,
                        TransitionsPage.of(
                                asked.frame("Transitions"),
                                asked.fleet(),
                                transitions,
                                asked.parameters(),
                                asked.query())));
    }

    private Answer none(Request request) {
        return answers.noPage(request.path());
    }

    private Answer job(Request request) {
        Target target = new Target(request.variable("account_id"), request.variable("region"));
        return answers.of(request, Section.JOB, OF_FLEET, asked -> job(asked, target, request.variable("job_id")));
    }

    private Answer job(PageRequested asked, Target target, String id) {
        Optional<TrackedJob> row = asked.fleet().job(target, id);
        List<JournalEntry> entries = entries(row.map(TrackedJob::arn).orElseGet(() -> JobArn.of(target, id)));
        if (row.isEmpty() && entries == null) {
            return answers.storeAway(asked);
        }
        return JobPages.of(asked.fleet(), row.orElse(null), entries)
                .map(found -> found.page(asked.frame(found.job().name())))
                .map(page -> answers.page(entries == null ? 503 : 200, "job", asked, page))
                .orElseGet(() -> answers.unknownJob(asked, target, id));
    }

    /** Returns what the journal has of a job, newest first; null while it cannot be read. */
    private @Nullable List<JournalEntry> entries(JobArn job) {
        try {
            EntryFilter ofJob = new EntryFilter(Set.of(job), Set.of(), Set.of(), Set.of(), false);
            return source.latest(ofJob, Long.MAX_VALUE, JobPages.MAX_ENTRIES);
        } catch (StoreException e) {
            return null;
        }
    }
}
