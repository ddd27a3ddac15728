package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The gauges about jobs, collected for one scrape. */
final class JobGauges {
    private final Map<Metric, List<GaugeDataPointSnapshot>> points = new EnumMap<>(Metric.class);
    private final List<InfoDataPointSnapshot> infos = new ArrayList<>();

    private JobGauges() {}

    /**
     * Builds the snapshots.
     *
     * @param lookups the last look at single jobs, of jobs with and without a row
     * @param targets that are shown even with no job
     */
    static List<MetricSnapshot> snapshots(
            Map<String, JobSeries> jobs, Map<String, LookupStatus> lookups, Set<Target> targets) {
        JobGauges gauges = new JobGauges();
        jobs.values().forEach(gauges::job);
        gauges.lookups(jobs, lookups);
        gauges.counts(jobs.values(), targets);
        return gauges.build();
    }

    private void job(JobSeries series) {
        infos.add(new InfoDataPointSnapshot(series.info()));
        String present = series.jobStatus().label();
        for (Labels labels : series.status()) {
            add(Metric.JOB_STATUS, labels, present.equals(labels.get("status")) ? 1 : 0);
        }
        times(series);
        records(series);
        tokens(series);
    }

    private void times(JobSeries series) {
        JobSnapshot snapshot = series.row().job().snapshot();
        boolean baseline = series.row().job().baseline();
        time(
                Metric.JOB_STATUS_OBSERVED,
                series,
                baseline ? null : series.row().job().statusObservedAt());
        time(Metric.JOB_SUBMIT, series, snapshot.submitTime());
        time(Metric.JOB_LAST_MODIFIED, series, snapshot.lastModifiedTime());
        time(Metric.JOB_STATUS_CHANGED, series, series.row().job().statusChangedAt());
        time(Metric.JOB_END, series, series.row().job().endedAt());
        time(Metric.JOB_EXPIRATION, series, snapshot.jobExpirationTime());
    }

    private void records(JobSeries series) {
        var counts = series.row().job().snapshot().counts();
        count(Metric.JOB_TOTAL_RECORDS, series, counts.total());
        count(Metric.JOB_PROCESSED_RECORDS, series, counts.processed());
        count(Metric.JOB_SUCCESS_RECORDS, series, counts.success());
        count(Metric.JOB_ERROR_RECORDS, series, counts.error());
    }

    private void tokens(JobSeries series) {
        if (series.row().manifest() instanceof ManifestState.Read(TokenCounts tokens)) {
            count(Metric.JOB_INPUT_TOKENS, series, tokens.input());
            count(Metric.JOB_OUTPUT_TOKENS, series, tokens.output());
        }
    }

    /** Adds lookups. A success without a row is of a job that has been forgotten since, and says nothing. */
    private void lookups(Map<String, JobSeries> jobs, Map<String, LookupStatus> lookups) {
        jobs.forEach((key, series) -> {
            LookupStatus lookup = lookups.get(key);
            add(Metric.JOB_LOOKUP_SUCCESS, series.lookup(), lookup == null || lookup.success() ? 1 : 0);
        });
        lookups.forEach((key, lookup) -> {
            if (!lookup.success() && !jobs.containsKey(key)) {
                add(Metric.JOB_LOOKUP_SUCCESS, JobSeries.lookup(lookup.arn()), 0);
            }
        });
    }

    private void counts(Collection<JobSeries> jobs, Set<Target> targets) {
        Map<Target, Map<String, Long>> counts = new HashMap<>();
        targets.forEach(target -> counts.put(target, new HashMap<>()));
        for (JobSeries series : jobs) {
            counts.computeIfAbsent(series.row().target(), target -> new HashMap<>())
                    .merge(series.jobStatus().label(), 1L, Long::sum);
        }
        counts.forEach((target, byStatus) -> JobSeries.STATUSES.forEach(status -> add(
                Metric.JOBS,
                Metric.JOBS.labels(target.accountId(), target.region(), status),
                byStatus.getOrDefault(status, 0L))));
    }

    private void time(Metric metric, JobSeries series, @Nullable Instant time) {
        if (time != null) {
            add(metric, series.plain(), Seconds.of(time));
        }
    }

    private void count(Metric metric, JobSeries series, @Nullable Long count) {
        if (count != null) {
            add(metric, series.plain(), count);
        }
    }

    private void add(Metric metric, Labels labels, double value) {
        points.computeIfAbsent(metric, key -> new ArrayList<>()).add(new GaugeDataPointSnapshot(value, labels, null));
    }

    private List<MetricSnapshot> build() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        snapshots.add(new InfoSnapshot(Metric.JOB_INFO.metadata(), infos));
        points.forEach((metric, list) -> snapshots.add(new GaugeSnapshot(metric.metadata(), list)));
        return snapshots;
    }
}
