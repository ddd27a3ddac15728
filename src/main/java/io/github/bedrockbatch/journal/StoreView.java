package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of the store is shown to the world, read in one snapshot.
 *
 * @param head the number of the newest change: what is read after it begins there
 * @param jobs rows written after the number that was asked for
 * @param lookups written after it
 * @param lastSuccess of every target that ever succeeded
 * @param totals what the journal adds up to, through {@code head}
 * @param badTotals totals that the store holds and that cannot be true: negative ones, or no whole numbers
 */
public record StoreView(
        long head,
        List<TrackedJob> jobs,
        List<LookupStatus> lookups,
        Map<Target, Instant> lastSuccess,
        Map<TotalKey, Long> totals,
        Set<TotalKey> badTotals) {
    public StoreView {
        jobs = List.copyOf(jobs);
        lookups = List.copyOf(lookups);
        lastSuccess = Map.copyOf(lastSuccess);
        totals = Map.copyOf(totals);
        badTotals = Set.copyOf(badTotals);
    }
}
