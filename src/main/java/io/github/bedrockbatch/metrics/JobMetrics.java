package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.poll.JobStore;
import io.github.bedrockbatch.poll.Lookup;
import io.github.bedrockbatch.poll.StoreView;
import io.github.bedrockbatch.poll.Target;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The metrics about jobs, as the store has them. What is read from the store is held here, so that a scrape asks nobody;
 * {@link #refresh()} reads what was written since.
 */
public final class JobMetrics implements MultiCollector {
    private final JobStore store;
    private final InstantSource clock;
    private final MetricsSettings settings;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable JobState state;
    private final Set<Target> targets = ConcurrentHashMap.newKeySet();

    public JobMetrics(JobStore store, InstantSource clock, MetricsSettings settings) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }

    /** Adds targets, whose counters exist before anything happens to their jobs. */
    public void targets(Collection<Target> known) {
        targets.addAll(known);
    }

    /**
     * Reads all that the store has. Until it has returned once, there is nothing to show.
     *
     * @throws io.github.bedrockbatch.poll.StoreException if the store cannot be read
     */
    public void restore() {
        refresh();
    }

    /** Whether the store has been read. */
    public boolean restored() {
        return state != null;
    }

    /**
     * Reads what was written to the store since the last time: to be called after each recording, by anyone.
     *
     * @throws io.github.bedrockbatch.poll.StoreException if the store cannot be read; what is shown stays as it was
     */
    public void refresh() {
        refreshing.lock();
        try {
            JobState current = state == null ? JobState.EMPTY : state;
            StoreView view = store.viewSince(current.head());
            state = current.advancedBy(view, settings, clock.instant());
        } finally {
            refreshing.unlock();
        }
    }

    /** Each target in a line, in order. */
    public List<TargetSummary> summaries() {
        JobState current = state == null ? JobState.EMPTY : state;
        Collection<JobSeries> jobs = shown(current).values();
        return targets.stream()
                .sorted()
                .map(target -> summary(target, current, jobs))
                .toList();
    }

    @Override
    public MetricSnapshots collect() {
        JobState current = state;
        if (current == null) {
            return MetricSnapshots.of();
        }
        Set<Target> known = Set.copyOf(targets);
        Map<String, JobSeries> jobs = shown(current);
        Map<String, Lookup> lookups = new HashMap<>(current.lookups());
        current.jobs().keySet().stream().filter(key -> !jobs.containsKey(key)).forEach(lookups::remove);
        List<MetricSnapshot> snapshots = new ArrayList<>(JobGauges.snapshots(jobs, lookups, known));
        snapshots.addAll(JournalTotals.snapshots(current.totals(), known));
        snapshots.add(lastSuccess(current, known));
        snapshots.add(dropped(current, known));
        return new MetricSnapshots(snapshots);
    }

    private Map<String, JobSeries> shown(JobState current) {
        Instant now = clock.instant();
        Map<String, JobSeries> jobs = new HashMap<>(current.jobs());
        jobs.values().removeIf(series -> series.isOver(settings.terminalRetention(), now));
        return jobs;
    }

    private static GaugeSnapshot lastSuccess(JobState state, Set<Target> targets) {
        Metric metric = Metric.POLL_LAST_SUCCESS;
        return new GaugeSnapshot(
                metric.metadata(),
                targets.stream()
                        .map(target -> new GaugeDataPointSnapshot(
                                Seconds.of(state.lastSuccess().getOrDefault(target, Instant.EPOCH)),
                                metric.labels(target.accountId(), target.region()),
                                null))
                        .toList());
    }

    private static CounterSnapshot dropped(JobState state, Set<Target> targets) {
        Map<Target, Long> counts = new HashMap<>(state.droppedCounts());
        targets.forEach(target -> counts.putIfAbsent(target, 0L));
        Metric metric = Metric.JOBS_DROPPED;
        return new CounterSnapshot(
                metric.metadata(),
                counts.entrySet().stream()
                        .map(entry -> new CounterDataPointSnapshot(
                                entry.getValue(),
                                metric.labels(
                                        entry.getKey().accountId(),
                                        entry.getKey().region()),
                                null,
                                0))
                        .toList());
    }

    private static TargetSummary summary(Target target, JobState state, Collection<JobSeries> jobs) {
        List<JobSeries> own = jobs.stream()
                .filter(series -> series.row().target().equals(target))
                .toList();
        long finished = own.stream().filter(JobSeries::isFinished).count();
        long failing = state.lookups().values().stream()
                .filter(lookup -> !lookup.success() && Target.of(lookup.arn()).equals(target))
                .count();
        return new TargetSummary(
                target,
                own.size() - finished,
                finished,
                failing,
                state.lastSuccess().get(target));
    }
}
