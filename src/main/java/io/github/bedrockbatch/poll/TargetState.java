package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Tombstone;
import java.util.Map;

/**
 * What the store knows of one target.
 *
 * @param walks by the watch's key
 */
public record TargetState(
        Map<JobArn, TrackedJob> jobs,
        Map<JobArn, Tombstone> tombstones,
        Map<JobArn, Lookup> lookups,
        Map<String, WalkProgress> walks) {
    public TargetState {
        jobs = Map.copyOf(jobs);
        tombstones = Map.copyOf(tombstones);
        lookups = Map.copyOf(lookups);
        walks = Map.copyOf(walks);
    }
}
