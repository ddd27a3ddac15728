package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Tombstone;
import java.util.Map;

/**
 * What a store knows of the jobs that it was asked for. Jobs that it does not know are missing.
 *
 * @param tombstones of jobs whose rows were pruned
 */
public record KnownJobs(Map<JobArn, TrackedJob> jobs, Map<JobArn, Tombstone> tombstones) {
    public KnownJobs {
        jobs = Map.copyOf(jobs);
        tombstones = Map.copyOf(tombstones);
    }
}
