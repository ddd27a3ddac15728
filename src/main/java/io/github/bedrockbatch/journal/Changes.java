package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was written to a store after a number, read in one snapshot.
 *
 * @param head the number of the newest change: what is read after it begins there
 * @param lastEntry the number of the newest journal entry; 0 where there is none
 * @param jobs rows
 * @param lookups of jobs
 * @param lastSuccess of targets whose last success has changed
 * @param intervals of targets whose row has changed and that have any
 * @param totals what the journal adds up to through {@code head}: those that have changed
 * @param badTotals those of the changed totals that cannot be true: negative ones, or no whole numbers
 */
public record Changes(
        long head,
        long lastEntry,
        List<TrackedJob> jobs,
        List<LookupStatus> lookups,
        Map<Target, Instant> lastSuccess,
        Map<Target, PollIntervals> intervals,
        Map<Total.Key, Long> totals,
        Set<Total.Key> badTotals) {
    public Changes {
        jobs = List.copyOf(jobs);
        lookups = List.copyOf(lookups);
        lastSuccess = Map.copyOf(lastSuccess);
        intervals = Map.copyOf(intervals);
        totals = Map.copyOf(totals);
        badTotals = Set.copyOf(badTotals);
    }

    /** Makes changes of which none is about intervals. */
    public Changes(
            long head,
            long lastEntry,
            List<TrackedJob> jobs,
            List<LookupStatus> lookups,
            Map<Target, Instant> lastSuccess,
            Map<Total.Key, Long> totals,
            Set<Total.Key> badTotals) {
        this(head, lastEntry, jobs, lookups, lastSuccess, Map.of(), totals, badTotals);
    }
}
