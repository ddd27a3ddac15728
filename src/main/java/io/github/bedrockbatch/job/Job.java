package io.github.bedrockbatch.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that is watched: the newest snapshot of it and what the earlier ones told.
 *
 * @param statusChangedAt when it came into its status, by AWS's clock
 * @param statusObservedAt when the look that first saw it in its status began, by ours
 * @param baseline whether it was in its status before it was watched, so that no transition was told of it
 * @param endedAt lastModifiedTime when it was first seen terminal, from then on fixed; null while it has not ended
 */
public record Job(
        JobSnapshot snapshot,
        Instant statusChangedAt,
        Instant statusObservedAt,
        boolean baseline,
        @Nullable Instant endedAt)
        implements KnownJob {

    @Override
    public JobArn arn() {
        return snapshot.arn();
    }

    @Override
    public JobStatus status() {
        return snapshot.status();
    }

    @Override
    public Instant changedAt() {
        return snapshot.changedAt();
    }

    /** This job with a newer snapshot in the same status. */
    public Job with(JobSnapshot newer) {
        return new Job(newer.withGapsFilledFrom(snapshot), statusChangedAt, statusObservedAt, baseline, endedAt);
    }

    /** The later of a finished job's end and its sighting: from here its retention counts; null while it runs. */
    public @Nullable Instant retainedFrom() {
        if (endedAt == null) {
            return null;
        }
        return endedAt.isAfter(statusObservedAt) ? endedAt : statusObservedAt;
    }
}
