package io.github.bedrockbatch.metrics;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.partitioningBy;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.TotalKey;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that is shown of jobs, as of one number in the store. It is replaced as a whole and never changed, so that a
 * scrape cannot see half of a recording.
 *
 * @param rows every job whose retention is not over, by {@link JobSeries#key}
 * @param jobs those of them that are shown, by the same key
 * @param lookups the last look at single jobs, by the same key
 * @param dropped how many are left out because there are more than {@link MetricsSettings#maxJobs}
 */
record JobState(
        long head,
        long lastEntry,
        Map<String, TrackedJob> rows,
        Map<String, JobSeries> jobs,
        Map<String, LookupStatus> lookups,
        Map<Target, Instant> lastSuccess,
        Map<TotalKey, Long> totals,
        Set<TotalKey> badTotals,
        Map<Target, Long> dropped) {
    static final JobState EMPTY =
            new JobState(0, 0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Map.of());

    /** Those in unknown statuses by their last change, then the finished ones by their end, newest first. */
    private static final Comparator<TrackedJob> ORDER = comparing((TrackedJob row) -> !isUnknown(row))
            .thenComparing(JobState::orderedBy, reverseOrder())
            .thenComparing(TrackedJob::arn);

    /**
     * Returns this state with what was written since. Which jobs are shown depends on the rows and the time alone, so that
     * it is the same after a restart and on every replica.
     */
    JobState advancedBy(Changes view, MetricsSettings settings, Predicate<JobArn> isWatched, Instant now) {
        Map<String, TrackedJob> nextRows = new HashMap<>(rows);
        Map<String, LookupStatus> nextLookups = new HashMap<>(lookups);
        view.jobs().forEach(row -> nextRows.put(JobSeries.key(row.arn()), row));
        view.lookups().forEach(lookup -> nextLookups.put(JobSeries.key(lookup.arn()), lookup));
        List<String> over = nextRows.entrySet().stream()
                .filter(entry -> JobSeries.isOver(entry.getValue(), settings.terminalRetention(), now))
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(nextRows::remove);
        over.forEach(nextLookups::remove);
        Set<TotalKey> allBad = new HashSet<>(badTotals);
        allBad.removeAll(view.totals().keySet());
        allBad.addAll(view.badTotals());
        List<TrackedJob> candidates = nextRows.values().stream()
                .filter(row -> isWatched.test(row.arn()))
                .toList();
        List<TrackedJob> shown = shown(candidates, settings.maxJobs());
        return new JobState(
                view.head(),
                view.lastEntry(),
                nextRows,
                series(shown, settings.sparseStatus()),
                nextLookups,
                merged(lastSuccess, view.lastSuccess()),
                goodTotals(view),
                allBad,
                dropped(candidates, shown));
    }

    private Map<TotalKey, Long> goodTotals(Changes view) {
        Map<TotalKey, Long> next = merged(totals, view.totals());
        next.keySet().removeAll(view.badTotals());
        return next;
    }

    private static <K, V> Map<K, V> merged(Map<K, V> present, Map<K, V> newer) {
        Map<K, V> next = new HashMap<>(present);
        next.putAll(newer);
        return next;
    }

    /** Active jobs are all shown, however many they are. */
    private static List<TrackedJob> shown(List<TrackedJob> candidates, int maxJobs) {
        if (candidates.size() <= maxJobs) {
            return candidates;
        }
        Map<Boolean, List<TrackedJob>> byActive = candidates.stream().collect(partitioningBy(JobState::isActive));
        List<TrackedJob> active = byActive.getOrDefault(true, List.of());
        Stream<TrackedJob> others = byActive.getOrDefault(false, List.of()).stream()
                .sorted(ORDER)
                .limit(Math.max(0, maxJobs - active.size()));
        return Stream.concat(active.stream(), others).toList();
    }

    private static Map<Target, Long> dropped(List<TrackedJob> candidates, List<TrackedJob> shown) {
        Map<Target, Long> counts = new HashMap<>();
        candidates.forEach(row -> counts.merge(row.target(), 1L, Long::sum));
        shown.forEach(row -> counts.merge(row.target(), -1L, Long::sum));
        return counts;
    }

    /** Series are made of the rows that are shown, and only of those that have changed. */
    private Map<String, JobSeries> series(List<TrackedJob> shown, boolean sparse) {
        Map<String, JobSeries> series = HashMap.newHashMap(shown.size());
        for (TrackedJob row : shown) {
            String key = JobSeries.key(row.arn());
            JobSeries present = jobs.get(key);
            series.put(
                    key,
                    present != null && present.row().version() == row.version() ? present : JobSeries.of(row, sparse));
        }
        return series;
    }

    private static boolean isActive(TrackedJob row) {
        return !isUnknown(row) && row.job().endedAt() == null;
    }

    private static boolean isUnknown(TrackedJob row) {
        return row.job().status() instanceof Unknown;
    }

    private static Instant orderedBy(TrackedJob row) {
        Instant endedAt = row.job().endedAt();
        return endedAt == null ? row.job().changedAt() : endedAt;
    }
}
