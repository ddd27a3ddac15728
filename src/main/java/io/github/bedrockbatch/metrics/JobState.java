package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.poll.Lookup;
import io.github.bedrockbatch.poll.StoreView;
import io.github.bedrockbatch.poll.Target;
import io.github.bedrockbatch.poll.TotalKey;
import io.github.bedrockbatch.poll.TrackedJob;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is shown of jobs, as of one number in the store. It is replaced as a whole and never changed, so that a
 * scrape cannot see half of a recording.
 *
 * @param jobs by {@link JobSeries#key}
 * @param lookups the last look at single jobs, by the same key
 * @param dropped jobs that went before their time and would otherwise still be there, with the start of their retention
 * @param droppedCounts how many went so, ever
 */
record JobState(
        long head,
        Map<String, JobSeries> jobs,
        Map<String, Lookup> lookups,
        Map<Target, Instant> lastSuccess,
        Map<TotalKey, Long> totals,
        Map<String, Instant> dropped,
        Map<Target, Long> droppedCounts) {
    static final JobState EMPTY = new JobState(0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** This state with what was written since. */
    JobState advancedBy(StoreView view, MetricsSettings settings, Instant now) {
        Next next = new Next(this, settings, now);
        view.jobs().forEach(next::put);
        view.lookups().forEach(next::put);
        next.forgetOutlived();
        next.dropSurplus();
        return new JobState(
                view.head(), next.jobs, next.lookups, view.lastSuccess(), view.totals(), next.dropped, next.counts);
    }

    /** The state in the making. */
    private static final class Next {
        private final MetricsSettings settings;
        private final Instant now;
        private final Map<String, JobSeries> jobs;
        private final Map<String, Lookup> lookups;
        private final Map<String, Instant> dropped;
        private final Map<Target, Long> counts;

        Next(JobState from, MetricsSettings settings, Instant now) {
            this.settings = settings;
            this.now = now;
            jobs = new HashMap<>(from.jobs);
            lookups = new HashMap<>(from.lookups);
            dropped = new HashMap<>(from.dropped);
            counts = new HashMap<>(from.droppedCounts);
        }

        void put(TrackedJob row) {
            jobs.put(JobSeries.key(row.arn()), JobSeries.of(row, settings.sparseStatus()));
        }

        void put(Lookup lookup) {
            lookups.put(JobSeries.key(lookup.arn()), lookup);
        }

        void forgetOutlived() {
            List<String> outlived = jobs.entrySet().stream()
                    .filter(entry -> entry.getValue().isOver(settings.terminalRetention(), now))
                    .map(Map.Entry::getKey)
                    .toList();
            outlived.forEach(this::remove);
            dropped.values()
                    .removeIf(from -> !from.plus(settings.terminalRetention()).isAfter(now));
        }

        void dropSurplus() {
            long surplus = (long) jobs.size() - settings.maxJobs();
            if (surplus <= 0) {
                return;
            }
            List<JobSeries> oldest = jobs.values().stream()
                    .filter(JobSeries::isFinished)
                    .sorted(Comparator.comparing(JobSeries::retainedFrom)
                            .thenComparing(series -> series.row().arn()))
                    .limit(surplus)
                    .toList();
            oldest.forEach(this::drop);
        }

        private void drop(JobSeries series) {
            String key = JobSeries.key(series.row().arn());
            remove(key);
            if (dropped.put(key, series.retainedFrom()) == null) {
                counts.merge(series.row().target(), 1L, Long::sum);
            }
        }

        private void remove(String key) {
            jobs.remove(key);
            lookups.remove(key);
        }
    }
}
