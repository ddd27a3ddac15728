package io.github.bedrockbatch.demo;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.simulator.JobRequest;
import io.github.bedrockbatch.simulator.RecordProgress;
import io.github.bedrockbatch.simulator.SimulatedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What polls of one simulated job saw in the past, as the exporter judges it. */
final class PastJob {
    /** How long after its end a job's counts are final. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(2);

    private final SimulatedJob simulated;
    private final JobTags tags;
    private final PastPolls polls;
    private final List<Sighting> sightings = new ArrayList<>();
    private @Nullable Job known;

    /**
     * What one poll found new.
     *
     * @param row that the poll leads to, not written yet
     */
    record Sighting(Instant at, TrackedJob row, List<JournalEvent> events) {}

    private PastJob(SimulatedJob simulated, PastPolls polls) {
        this.simulated = simulated;
        this.tags = new JobTags(simulated.presentTags());
        this.polls = polls;
    }

    /** Returns what polls saw of a job, in order; nothing of one that they came too late or too early for. */
    static List<Sighting> sightings(SimulatedJob job, PastPolls polls) {
        PastJob past = new PastJob(job, polls);
        past.times().forEach(past::see);
        return List.copyOf(past.sightings);
    }

    /** Returns when polls see something new: after each change, and the latest counts in the end. */
    private NavigableSet<Instant> times() {
        NavigableSet<Instant> times = new TreeSet<>();
        List<Instant> changes =
                simulated.timeline().steps().stream().map(step -> step.at()).toList();
        if (changes.getFirst().isAfter(polls.end()) || changes.getLast().isBefore(polls.begin())) {
            return times;
        }
        changes.forEach(change -> polls.after(change).ifPresent(times::add));
        if (!times.isEmpty() && changes.getLast().isAfter(polls.end())) {
            times.add(polls.end());
        }
        return times;
    }

    private void see(Instant now) {
        switch (JobLifecycle.observe(known, snapshot(now), now, polls.begin())) {
            case Observation.Baseline(Job job) -> add(now, job, List.of());
            case Observation.Refreshed(Job job) -> add(now, job, List.of());
            case Observation.Changed changed
            when changed.job().endedAt() != null ->
                end(now, changed, changed.job().endedAt());
            case Observation.Changed changed ->
                add(now, changed.job(), List.of(new Transitioned(changed.transition())));
            case Observation.Unchanged unchanged -> {}
            case Observation.Stale stale -> throw new IllegalStateException(simulated.arn() + ": went back in time");
        }
    }

    /** Adds an end, the manifest that is there by then, and the final counts, which may be left to the exporter. */
    private void end(Instant now, Observation.Changed changed, Instant endedAt) {
        JobSnapshot last = changed.job().snapshot();
        Optional<TokenCounts> tokens = simulated.tokens(now);
        List<JournalEvent> events = new ArrayList<>(List.of(new Transitioned(changed.transition())));
        tokens.ifPresent(read -> events.add(new ManifestRead(last, read, now)));
        ManifestState manifest = tokens.map(ManifestState.Read::new).orElse(null);
        Instant due = endedAt.plus(SETTLED_AFTER);
        TrackedJob row = row(changed.job(), due).withManifest(manifest);
        sightings.add(new Sighting(now, row, List.copyOf(events)));
        polls.after(due)
                .ifPresent(settled -> sightings.add(
                        new Sighting(settled, row.with(changed.job(), null), List.of(new Settled(last, settled)))));
    }

    private void add(Instant now, Job job, List<JournalEvent> events) {
        known = job;
        sightings.add(new Sighting(now, row(job, null), events));
    }

    private TrackedJob row(Job job, @Nullable Instant settleDue) {
        return new TrackedJob(job, JobOrigin.DISCOVERED, settleDue, null, tags, 0);
    }

    /** Returns what Get answers, without HTTP. */
    private JobSnapshot snapshot(Instant now) {
        JobRequest request = simulated.script().request();
        String message = simulated.wireMessage(now);
        JobArn arn = JobArn.parse(simulated.arn());
        return JobSnapshot.builder(arn, JobStatus.of(simulated.status(now)), simulated.submitted())
                .name(simulated.name())
                .modelId(simulated.modelId())
                .lastModifiedTime(simulated.timeline().at(now).at())
                .endTime(simulated.wireEndTime(now).orElse(null))
                .jobExpirationTime(simulated.expiration())
                .timeoutDurationInHours(request.timeoutHours())
                .message(message.isEmpty() ? null : message)
                .roleArn(request.roleArn())
                .modelInvocationType(request.modelInvocationType())
                .inputDataConfig(request.input())
                .outputDataConfig(request.output())
                .counts(counts(simulated.progress(now)))
                .build();
    }

    private static RecordCounts counts(RecordProgress progress) {
        return new RecordCounts(progress.total(), progress.processed(), progress.success(), progress.error());
    }
}
