package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The operations of the service bedrock, as AWS answers them. */
final class BedrockOperations {
    private final SimulatorConfig config;
    private final JobBook book;

    BedrockOperations(SimulatorConfig config, JobBook book) {
        this.config = config;
        this.book = book;
    }

    Answer answer(Operation operation, Request request, Instant now) {
        return switch (operation.name()) {
            case "ListModelInvocationJobs" -> list(request, now);
            case "GetModelInvocationJob" -> get(operation, request.caller(), now);
            case "TagResource", "UntagResource", "ListTagsForResource" ->
                new TagOperations(book).answer(operation.name(), request, now);
            case "StopModelInvocationJob" -> stop(operation, request.caller(), now);
            default -> create(request, now);
        };
    }

    private Answer list(Request request, Instant now) {
        Instant seen = now.minus(config.listLag());
        Caller caller = request.caller();
        JobListing listing = JobListing.of(request.query());
        var page = listing.page(book.jobs(seen, job -> job.in(caller.account(), caller.region())), seen);
        Instant counted = seen.minus(countLag());
        var summaries = page.jobs().stream()
                .map(job -> WireJson.summary(job, seen, counted))
                .toList();
        return Answer.json(
                page.nextToken().isEmpty()
                        ? Map.of("invocationJobSummaries", summaries)
                        : Map.of("invocationJobSummaries", summaries, "nextToken", page.nextToken()));
    }

    private Answer get(Operation operation, Caller caller, Instant now) {
        SimulatedJob job = find(operation, caller, now);
        return Answer.json(WireJson.detail(job, now, now.minus(countLag())));
    }

    private Answer stop(Operation operation, Caller caller, Instant now) {
        SimulatedJob found = find(operation, caller, now);
        book.change(found.arn(), job -> {
            Timeline.Step step = job.timeline().at(now);
            if (step.terminal()) {
                throw ServiceException.validation(
                        "The batch inference job is " + step.status() + " and cannot be stopped: " + job.arn());
            }
            return step.status().equals("Stopping") ? job : job.stopped(now);
        });
        return Answer.json(Map.of());
    }

    private Answer create(Request request, Instant now) {
        Caller caller = request.caller();
        JobScript script =
                Creation.script(RequestBody.of(request.body()), caller, now, Timings.REALISTIC.faster(config.speed()));
        String name = script.request().name();
        Optional<SimulatedJob> other = book.addUnless(
                now,
                job -> job.in(caller.account(), caller.region()) && job.name().equals(name),
                script);
        if (other.isPresent() && !sameToken(other.get().script().request(), script.request())) {
            throw new ServiceException("ConflictException", 400, "The job name " + name + " is already in use.");
        }
        return Answer.json(Map.of("jobArn", other.map(SimulatedJob::arn).orElse(script.arn())));
    }

    private static boolean sameToken(JobRequest one, JobRequest other) {
        String token = one.clientRequestToken();
        return token != null && token.equals(other.clientRequestToken());
    }

    private SimulatedJob find(Operation operation, Caller caller, Instant now) {
        String identifier = Constraint.JOB_IDENTIFIER.check("jobIdentifier", operation.job());
        String id = operation.jobId();
        return book.jobs(now, job -> job.id().equals(id) && job.in(caller.account(), caller.region())).stream()
                .filter(job -> !identifier.startsWith("arn:") || job.arn().equals(identifier))
                .filter(job -> !now.isBefore(job.submitted().plus(config.notFoundFor())))
                .findFirst()
                .orElseThrow(ServiceException::notFound);
    }

    private Duration countLag() {
        return Timings.divide(config.countLag(), config.speed());
    }
}
