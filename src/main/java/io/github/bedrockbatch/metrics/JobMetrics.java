package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.TargetView;
import io.github.bedrockbatch.view.ViewRules;
import io.github.bedrockbatch.view.Watching;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The metrics about jobs: a view of the store, rendered for a scrape, which asks nobody. Thread-safe. */
public final class JobMetrics implements FamilyCollector {
    private final Supplier<Optional<JobsView>> views;
    private final Watching watching;
    private final ViewRules rules;
    private final boolean sparseStatus;
    private final InstantSource clock;
    private volatile Map<String, JobSeries> series = Map.of();

    /**
     * Renders views. While there is none, there is nothing to show.
     *
     * @param sparseStatus whether only the present status of a job has a series, instead of 0 or 1 for every status
     */
    public JobMetrics(
            Supplier<Optional<JobsView>> views,
            Watching watching,
            ViewRules rules,
            boolean sparseStatus,
            InstantSource clock) {
        this.views = views;
        this.watching = watching;
        this.rules = rules;
        this.sparseStatus = sparseStatus;
        this.clock = clock;
    }

    @Override
    public Map<String, Supplier<List<MetricSnapshot>>> families() {
        return views.get().map(this::families).orElseGet(Map::of);
    }

    private Map<String, Supplier<List<MetricSnapshot>>> families(JobsView view) {
        Set<Target> watched = watching.targets();
        Set<Target> shown = watching.shown(view);
        JobsView.Shown jobs = view.shown(watching::isWatched, rules, clock.instant());
        TotalFamilies totals = new TotalFamilies(view, shown);
        Map<String, Supplier<List<MetricSnapshot>>> families = new LinkedHashMap<>();
        families.put("the gauges of jobs", () -> gauges(view, jobs.jobs(), shown));
        addFamily(families, Metric.TRANSITIONS, totals::transitions);
        addFamily(families, Metric.PROCESSED_RECORDS, totals::records);
        addFamily(families, Metric.PROCESSED_TOKENS, totals::tokens);
        addFamily(families, Metric.DURATION, totals::duration);
        addFamily(families, Metric.QUEUE_DURATION, totals::queueDuration);
        addFamily(families, Metric.DETECTION_DELAY, totals::detectionDelay);
        addFamily(families, Metric.POLL_LAST_SUCCESS, () -> lastSuccess(view, shown, watched));
        addFamily(
                families,
                Metric.JOBS_DROPPED,
                () -> ofTargets(
                        Metric.JOBS_DROPPED, shown, target -> jobs.dropped().getOrDefault(target, 0L)));
        addFamily(
                families,
                Metric.MODELS_FOLDED,
                () -> ofTargets(
                        Metric.MODELS_FOLDED, shown, target -> TotalFamilies.foldedModels(view.target(target))));
        return families;
    }

    private static void addFamily(
            Map<String, Supplier<List<MetricSnapshot>>> families, Metric metric, Supplier<MetricSnapshot> family) {
        families.put(metric.fullName(), () -> List.of(family.get()));
    }

    private List<MetricSnapshot> gauges(JobsView view, List<TrackedJob> jobs, Set<Target> shown) {
        Map<String, JobSeries> current = series(jobs);
        Map<String, LookupStatus> lookups = new HashMap<>();
        for (TargetView target : view.targets().values()) {
            target.lookups(watching::isWatched)
                    .filter(lookup -> current.containsKey(JobSeries.key(lookup.arn())) || !target.has(lookup.arn()))
                    .forEach(lookup -> lookups.put(JobSeries.key(lookup.arn()), lookup));
        }
        return JobGauges.snapshots(current, lookups, shown);
    }

    /** Makes series only of rows that have changed, because their labels cost most of a scrape. */
    private Map<String, JobSeries> series(List<TrackedJob> jobs) {
        Map<String, JobSeries> before = series;
        Map<String, JobSeries> next = HashMap.newHashMap(jobs.size());
        for (TrackedJob row : jobs) {
            String key = JobSeries.key(row.arn());
            JobSeries present = before.get(key);
            next.put(
                    key,
                    present != null && present.row().version() == row.version()
                            ? present
                            : JobSeries.of(row, sparseStatus));
        }
        series = next;
        return next;
    }

    /** Gives an unresolved region a last success too, as an alert could not miss it otherwise. */
    private GaugeSnapshot lastSuccess(JobsView view, Set<Target> shown, Set<Target> watched) {
        Set<Target> all = new HashSet<>(shown);
        for (String region : watching.unresolvedRegions()) {
            if (shown.stream().noneMatch(target -> target.region().equals(region) && !watched.contains(target))) {
                all.add(new Target(Target.UNKNOWN_ACCOUNT, region));
            }
        }
        return ofTargets(
                Metric.POLL_LAST_SUCCESS,
                all,
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
