package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.job.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Which of a target's jobs are watched without being named.
 *
 * @param key a hash of what it selects: a selector that was widened is a new watch
 * @param submittedWithin how old a job may be that was not seen before
 */
public record DiscoverySelector(String key, Duration submittedWithin, Predicate<JobSnapshot> filter) {
    /** Returns whether a job is selected at a time. */
    public boolean selects(JobSnapshot job, Instant now) {
        return !job.submitTime().isBefore(now.minus(submittedWithin)) && filter.test(job);
    }
}
