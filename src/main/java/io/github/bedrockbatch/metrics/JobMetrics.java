package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.TargetJobs;
import io.github.bedrockbatch.view.TargetView;
import io.github.bedrockbatch.view.ViewRules;
import io.github.bedrockbatch.view.Watching;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The metrics about jobs. A scrape renders them from the view in memory, without a request. Thread-safe. */
public final class JobMetrics implements FamilyCollector {
    private static final List<Metric> COUNTERS =
            List.of(Metric.JOBS_ENDED, Metric.TRANSITIONS, Metric.PROCESSED_RECORDS, Metric.PROCESSED_TOKENS);
    private static final List<Metric> HISTOGRAMS =
            List.of(Metric.DURATION, Metric.QUEUE_DURATION, Metric.DETECTION_DELAY);

    private final Supplier<Optional<JobsView>> views;
    private final Watching watching;
    private final InstantSource clock;

    /** Guarded by this, as the totals and the tables that were made with it. */
    private JobSeries series;

    private volatile ViewRules rules;

    /** The totals of the last scrape. The garbage collector may drop them when memory is short. Guarded by this. */
    private SoftReference<Map<Target, TargetTotals>> totals = new SoftReference<>(Map.of());

    /** The tables of the last scrape. The garbage collector may drop them when memory is short. Guarded by this. */
    private SoftReference<Map<Target, JobTable>> tables = new SoftReference<>(Map.of());

    /** Renders views. While there is none, there is nothing to show. */
    public JobMetrics(
            Supplier<Optional<JobsView>> views,
            Watching watching,
            ViewRules rules,
            JobSeries series,
            InstantSource clock) {
        this.views = views;
        this.watching = watching;
        this.rules = rules;
        this.series = series;
        this.clock = clock;
    }

    /** Renders what is scraped from now on by other rules, and with other series of each job. */
    public synchronized void show(ViewRules next, JobSeries nextSeries) {
        rules = next;
        if (!nextSeries.equals(series)) {
            series = nextSeries;
            tables = new SoftReference<>(Map.of());
        }
    }

    @Override
    public Map<String, Supplier<? extends Collected>> families() {
        return views.get().map(this::families).orElseGet(Map::of);
    }

    private Map<String, Supplier<? extends Collected>> families(JobsView view) {
        Set<Target> shown = watching.shown(view);
        JobsView.Shown jobs = view.shown(watching, rules, clock.instant());
        Map<Target, TargetTotals> sums = totals(view, shown, jobs.jobs());
        TotalFamilies ofTotals = new TotalFamilies(sums.values());
        Map<String, Supplier<? extends Collected>> families = new LinkedHashMap<>();
        families.put("the gauges of jobs", () -> new JobFamilies(() -> tables(view, jobs.jobs())));
        addFamily(families, Metric.JOBS, () -> counts(jobs.jobs(), shown));
        addFamily(families, Metric.ACTIVE_JOBS, ofTotals::activeJobs);
        COUNTERS.forEach(metric -> addFamily(families, metric, () -> ofTotals.counter(metric)));
        HISTOGRAMS.forEach(metric -> addFamily(families, metric, () -> ofTotals.histogram(metric)));
        addFamily(families, Metric.POLL_LAST_SUCCESS, () -> lastSuccess(view));
        addFamily(
                families,
                Metric.JOBS_DROPPED,
                () -> ofTargets(
                        Metric.JOBS_DROPPED, shown, target -> jobs.dropped().getOrDefault(target, 0L)));
        addFamily(
                families,
                Metric.MODELS_FOLDED,
                () -> ofTargets(
                        Metric.MODELS_FOLDED,
                        shown,
                        target -> Objects.requireNonNull(sums.get(target))
                                .models()
                                .folded(view.target(target))));
        return families;
    }

    private static void addFamily(
            Map<String, Supplier<? extends Collected>> families, Metric metric, Supplier<MetricSnapshot> family) {
        families.put(metric.fullName(), () -> Collected.of(List.of(family.get())));
    }

    /** Returns the totals of each target that is shown, in order. A target in which nothing changed keeps its samples. */
    private synchronized Map<Target, TargetTotals> totals(
            JobsView view, Set<Target> shown, Map<Target, TargetJobs> jobs) {
        Map<Target, TargetTotals> before = Objects.requireNonNullElse(totals.get(), Map.of());
        Map<Target, TargetTotals> next = new TreeMap<>();
        for (Target target : shown) {
            TargetView held = view.target(target);
            TargetJobs own = jobs.getOrDefault(target, held.jobs());
            TargetTotals last = before.get(target);
            boolean same = last != null && last.isOf(held, own, series.tokens());
            next.put(target, same ? last : new TargetTotals(target, held, own, series.tokens()));
        }
        totals = new SoftReference<>(next);
        return next;
    }

    /**
     * Returns a table of each target that has jobs or failed lookups. A target in which nothing changed keeps its table. Scrapes that
     * come at once wait for the one that makes a table.
     */
    private synchronized Collection<JobTable> tables(JobsView view, Map<Target, TargetJobs> jobs) {
        Map<Target, JobTable> before = Objects.requireNonNullElse(tables.get(), Map.of());
        Map<Target, JobTable> next = new HashMap<>();
        jobs.forEach((target, own) -> {
            TargetView held = view.target(target);
            List<JobArn> notFound = notFound(held);
            if (!own.rows().isEmpty() || !notFound.isEmpty()) {
                JobTable last = before.get(target);
                boolean same = last != null && last.isOf(own.rows(), held.lookups(), notFound);
                next.put(target, same ? last : new JobTable(own.rows(), held.lookups(), notFound, series));
            }
        });
        tables = new SoftReference<>(next);
        return next.values();
    }

    /** A failed lookup of a job that is held and yet not shown, as there are too many, is not shown either. */
    private List<JobArn> notFound(TargetView held) {
        return held.lookups(watching::isWatched)
                .filter(lookup -> !lookup.success() && !held.has(lookup.arn()))
                .map(LookupStatus::arn)
                .toList();
    }

    private static GaugeSnapshot counts(Map<Target, TargetJobs> jobs, Set<Target> shown) {
        Map<Target, Map<String, Long>> counts = new HashMap<>();
        shown.forEach(target -> counts.put(target, Map.of()));
        jobs.forEach((target, own) -> {
            if (!own.rows().isEmpty()) {
                counts.put(target, own.statuses());
            }
        });
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        counts.forEach((target, byStatus) ->
                JobFamilies.STATUSES.forEach(status -> points.add(new GaugeDataPointSnapshot(
                        byStatus.getOrDefault(status, 0L),
                        Metric.JOBS.labels(target.accountId(), target.region(), status),
                        null))));
        return new GaugeSnapshot(Metric.JOBS.metadata(), points);
    }

    /** Gives an unresolved region a last success too, as an alert could not miss it otherwise. */
    private GaugeSnapshot lastSuccess(JobsView view) {
        return ofTargets(
                Metric.POLL_LAST_SUCCESS,
                watching.polled(view),
                target -> Seconds.of(
                        Objects.requireNonNullElse(view.target(target).lastSuccess(), Instant.EPOCH)));
    }

    private static GaugeSnapshot ofTargets(Metric metric, Set<Target> targets, Function<Target, Number> value) {
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        for (Target target : targets) {
            points.add(new GaugeDataPointSnapshot(
                    value.apply(target).doubleValue(), metric.labels(target.accountId(), target.region()), null));
        }
        return new GaugeSnapshot(metric.metadata(), points);
    }
}
