package io.github.bedrockbatch.web.api;

import io.github.bedrockbatch.journal.BusyException;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.web.Answer;
import io.github.bedrockbatch.web.Envelope;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.FleetSource;
import io.github.bedrockbatch.web.Request;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.TargetRow;
import io.github.bedrockbatch.web.query.BadParameterException;
import io.github.bedrockbatch.web.query.JobFilter;
import io.github.bedrockbatch.web.query.JobListing;
import io.github.bedrockbatch.web.query.JobPath;
import io.github.bedrockbatch.web.query.Page;
import io.github.bedrockbatch.web.query.PageRequest;
import io.github.bedrockbatch.web.query.Parameters;
import io.github.bedrockbatch.web.query.TargetListing;
import io.github.bedrockbatch.web.query.TransitionFilter;
import io.github.bedrockbatch.web.query.TransitionListing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code /api/v1} answers: from the view and from the journal, never from AWS.
 *
 * @param source of what is shown
 */
public record ApiRoutes(FleetSource source) {
    /** How many transitions one job is shown with. */
    static final int MAX_HISTORY = 100;

    private static final Set<String> NONE = Set.of();
    private static final Set<String> JOBS = union(JobFilter.PARAMETERS, PageRequest.PARAMETERS);
    private static final Set<String> TRANSITIONS = union(TransitionFilter.PARAMETERS, PageRequest.PARAMETERS);

    /** Answers a request whose parameters are known. */
    @FunctionalInterface
    private interface Handler {
        Answer answer(Fleet fleet, Request request, Parameters parameters);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns all routes. */
    public List<Route> routes() {
        return List.of(
                route("/api/v1/jobs", JOBS, (fleet, request, parameters) -> jobs(fleet, parameters)),
                route(
                        "/api/v1/jobs/{account_id}/{region}/{job_id}",
                        NONE,
                        (fleet, request, none) -> job(fleet, request)),
                route(
                        "/api/v1/transitions",
                        TRANSITIONS,
                        (fleet, request, parameters) -> transitions(fleet, parameters)),
                route(
                        "/api/v1/targets",
                        PageRequest.PARAMETERS,
                        (fleet, request, parameters) -> targets(fleet, parameters)),
                checked("/api/v1/openapi.json", NONE, (request, none) -> OpenApi.answer()));
    }

    private Route route(String path, Set<String> known, Handler handler) {
        return checked(
                path,
                known,
                (request, parameters) -> source.fleet()
                        .map(fleet -> handler.answer(fleet, request, parameters))
                        .orElseGet(() ->
                                Envelope.error(503, "The state is not yet restored from the store. Retry later.")));
    }

    private static Route checked(String path, Set<String> known, BiFunction<Request, Parameters, Answer> answer) {
        return Route.reading(path, request -> {
            try {
                return answer.apply(request, request.query().only(known));
            } catch (BadParameterException e) {
                return Envelope.error(400, String.valueOf(e.getMessage()));
            } catch (BusyException e) {
                return Envelope.error(503, String.valueOf(e.getMessage()));
            } catch (StoreException e) {
                return Envelope.error(503, "The store cannot be read. The log has the reason. Retry later.");
            }
        });
    }

    private static Answer jobs(Fleet fleet, Parameters parameters) {
        Page<TrackedJob> page = JobListing.page(fleet.jobs(), JobFilter.of(parameters), PageRequest.ofJobs(parameters));
        return list(page, new JobJson(fleet)::write);
    }

    private Answer job(Fleet fleet, Request request) {
        JobPath path =
                JobPath.of(request.variable("account_id"), request.variable("region"), request.variable("job_id"));
        Optional<TrackedJob> found = fleet.job(path.target(), path.jobId());
        return found.map(row -> job(fleet, row))
                .orElseGet(() -> Envelope.error(
                        404,
                        "No job " + path.jobId() + " is shown in " + path.target()
                                + ". It is not watched, or it ended longer ago than retention.terminal_jobs."));
    }

    private Answer job(Fleet fleet, TrackedJob row) {
        List<JournalEntry> history = source.latest(EntryFilter.transitionsOf(row.arn()), Long.MAX_VALUE, MAX_HISTORY);
        return Envelope.success(json -> {
            json.writeStartObject();
            new JobJson(fleet).writeFields(json, row);
            json.writeArrayPropertyStart("transitions");
            history.forEach(entry -> new TransitionJson(fleet).write(json, entry));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Answer transitions(Fleet fleet, Parameters parameters) {
        Page<JournalEntry> page = new TransitionListing(source::latest)
                .page(
                        TransitionFilter.of(parameters),
                        fleet.view().targets().keySet(),
                        PageRequest.ofTransitions(parameters));
        return list(page, new TransitionJson(fleet)::write);
    }

    private Answer targets(Fleet fleet, Parameters parameters) {
        Page<TargetRow> page =
                TargetListing.page(source.targets(), row -> row.summary().target(), PageRequest.ofTargets(parameters));
        return list(page, new TargetJson(fleet)::write);
    }

    private static <T> Answer list(Page<T> page, BiConsumer<JsonGenerator, T> item) {
        return Envelope.success(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            page.items().forEach(each -> item.accept(json, each));
            json.writeEndArray();
            page.nextCursor().ifPresent(cursor -> json.writeStringProperty("next_cursor", cursor));
            json.writeEndObject();
        });
    }
}
