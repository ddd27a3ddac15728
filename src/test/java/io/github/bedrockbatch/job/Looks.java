package io.github.bedrockbatch.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks at one job. */
final class Looks {
    static final JobArn ARN = JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");
    static final Instant SUBMIT = Instant.parse("2026-11-01T10:00:00Z");
    static final Instant NEVER = Instant.MIN;

    private Looks() {}

    static Instant at(long seconds) {
        return SUBMIT.plusSeconds(seconds);
    }

    static JobSnapshot look(JobStatus status, @Nullable Instant modified) {
        return JobSnapshot.builder(ARN, status, SUBMIT)
                .lastModifiedTime(modified)
                .build();
    }

    /** The job after an observation. */
    static @Nullable KnownJob after(@Nullable KnownJob before, Observation observation) {
        return switch (observation) {
            case Observation.Unchanged _, Observation.Stale _ -> before;
            case Observation.Baseline(Job job) -> job;
            case Observation.Refreshed(Job job) -> job;
            case Observation.Changed(Job job, Transition _) -> job;
        };
    }

    /** A job that came into a status at a time and was seen there at once. */
    static Job job(JobStatus status, Instant changedAt) {
        return new Job(look(status, changedAt), changedAt, changedAt, false, status.isTerminal() ? changedAt : null);
    }
}
