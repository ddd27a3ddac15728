package io.github.bedrockbatch.job;

import java.time.Instant;

/** What is kept of a job that was pruned, so that a walk that returns it again does not take it for a new one. */
public record Tombstone(JobArn arn, JobStatus status, Instant changedAt) implements KnownJob {
    /** Makes that of a job that is about to be pruned. */
    public static Tombstone of(Job job) {
        return new Tombstone(job.arn(), job.status(), job.changedAt());
    }

    @Override
    public Instant statusChangedAt() {
        return changedAt;
    }
}
