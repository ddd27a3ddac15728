package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LookupStatus;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metrics about jobs, as the store has them. What is read from the store is held here, so that a scrape asks nobody;
 * {@link #refresh()} reads what was written since.
 */
public final class JobMetrics implements FamilyCollector {
    private static final String UNKNOWN_ACCOUNT = "unknown";

    private final JobStore store;
    private final InstantSource clock;
    private final MetricsSettings settings;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable JobState state;
    private volatile Set<Target> targets = Set.of();
    private volatile Predicate<JobArn> isWatched = arn -> true;
    private volatile Supplier<Set<String>> unresolvedRegions = Set::of;

    public JobMetrics(JobStore store, InstantSource clock, MetricsSettings settings) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }

    /** Adds targets, whose counters exist before anything happens to their jobs. */
    public synchronized void targets(Collection<Target> known) {
        Set<Target> all = new HashSet<>(targets);
        all.addAll(known);
        targets = Set.copyOf(all);
    }

    /** Shows only jobs for which this holds: what is no longer watched is in the store and not here. */
    public void show(Predicate<JobArn> watched) {
        isWatched = watched;
    }

    /**
     * Says which regions are watched in an account that is not known yet. They have a last success too, as an alert could
     * not miss them otherwise: that of the account that was polled there by an earlier process, or 0 of an unknown one.
     */
    public void unresolved(Supplier<Set<String>> regions) {
        unresolvedRegions = regions;
    }

    /**
     * Reads all that the store has. Until it has returned once, there is nothing to show.
     *
     * @throws io.github.bedrockbatch.journal.StoreException if the store cannot be read
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
     * @throws io.github.bedrockbatch.journal.StoreException if the store cannot be read; what is shown stays as it was
     */
    public void refresh() {
        refreshing.lock();
        try {
            JobState current = state == null ? JobState.EMPTY : state;
            Changes view = store.changesSince(current.head());
            state = current.advancedBy(view, settings, isWatched, clock.instant());
        } finally {
            refreshing.unlock();
        }
    }

    /** Returns the number of the newest journal entry that was seen. */
    public long lastEntry() {
        JobState current = state;
        return current == null ? 0 : current.lastEntry();
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

    /** Returns what the journal adds up to, as it was read last; those that cannot be true are apart. */
    public Totals totals() {
        JobState current = state == null ? JobState.EMPTY : state;
        return new Totals(current.totals(), current.badTotals());
    }

    @Override
    public Map<String, Supplier<List<MetricSnapshot>>> families() {
        JobState current = state;
        if (current == null) {
            return Map.of();
        }
        Set<Target> known = targets;
        JournalTotals totals = new JournalTotals(current.totals(), current.badTotals(), known);
        Map<String, Supplier<List<MetricSnapshot>>> families = new LinkedHashMap<>();
        families.put("the gauges of jobs", () -> gauges(current, known));
        apart(families, Metric.TRANSITIONS, totals::transitions);
        apart(families, Metric.PROCESSED_RECORDS, totals::records);
        apart(families, Metric.PROCESSED_TOKENS, totals::tokens);
        apart(families, Metric.DURATION, totals::duration);
        apart(families, Metric.QUEUE_DURATION, totals::queueDuration);
        apart(families, Metric.DETECTION_DELAY, totals::detectionDelay);
        apart(families, Metric.POLL_LAST_SUCCESS, () -> lastSuccess(current, withUnresolved(current, known)));
        apart(families, Metric.JOBS_DROPPED, () -> ofTargets(Metric.JOBS_DROPPED, current.dropped(), known));
        apart(families, Metric.MODELS_FOLDED, () -> ofTargets(Metric.MODELS_FOLDED, FoldedModels.of(current), known));
        return families;
    }

    private static void apart(
            Map<String, Supplier<List<MetricSnapshot>>> families, Metric metric, Supplier<MetricSnapshot> family) {
        families.put(metric.fullName(), () -> List.of(family.get()));
    }

    private List<MetricSnapshot> gauges(JobState current, Set<Target> known) {
        Map<String, JobSeries> jobs = shown(current);
        Map<String, LookupStatus> lookups = new HashMap<>(current.lookups());
        current.rows().keySet().stream().filter(key -> !jobs.containsKey(key)).forEach(lookups::remove);
        lookups.values().removeIf(lookup -> !isWatched.test(lookup.arn()));
        return JobGauges.snapshots(jobs, lookups, known);
    }

    private Map<String, JobSeries> shown(JobState current) {
        Instant now = clock.instant();
        Map<String, JobSeries> jobs = new HashMap<>(current.jobs());
        jobs.values()
                .removeIf(series -> series.isOver(settings.terminalRetention(), now)
                        || !isWatched.test(series.row().arn()));
        return jobs;
    }

    private Set<Target> withUnresolved(JobState current, Set<Target> known) {
        Set<Target> all = new HashSet<>(known);
        for (String region : unresolvedRegions.get()) {
            Set<Target> stored = current.lastSuccess().keySet().stream()
                    .filter(target -> target.region().equals(region) && !known.contains(target))
                    .collect(Collectors.toSet());
            all.addAll(stored.isEmpty() ? Set.of(new Target(UNKNOWN_ACCOUNT, region)) : stored);
        }
        return all;
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

    private static GaugeSnapshot ofTargets(Metric metric, Map<Target, Long> counts, Set<Target> targets) {
        Map<Target, Long> all = new HashMap<>(counts);
        targets.forEach(target -> all.putIfAbsent(target, 0L));
        return new GaugeSnapshot(
                metric.metadata(),
                all.entrySet().stream()
                        .map(entry -> new GaugeDataPointSnapshot(
                                entry.getValue(),
                                metric.labels(
                                        entry.getKey().accountId(),
                                        entry.getKey().region()),
                                null))
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
