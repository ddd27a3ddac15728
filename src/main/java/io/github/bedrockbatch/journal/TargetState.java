package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Tombstone;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of one target.
 *
 * @param walks by the watch's key
 * @param lastSuccess of its polls, by our clock at that time; null before the first
 */
public record TargetState(
        Map<JobArn, TrackedJob> jobs,
        Map<JobArn, Tombstone> tombstones,
        Map<JobArn, LookupStatus> lookups,
        Map<String, WalkProgress> walks,
        @Nullable Instant lastSuccess) {
    public TargetState {
        jobs = Map.copyOf(jobs);
        tombstones = Map.copyOf(tombstones);
        lookups = Map.copyOf(lookups);
        walks = Map.copyOf(walks);
    }
}
