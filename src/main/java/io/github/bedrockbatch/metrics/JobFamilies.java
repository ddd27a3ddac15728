package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The families about single jobs, of one moment, which can be written without a snapshot of each sample. Not thread-safe. */
final class JobFamilies implements Collected {
    /** The values of status labels: AWS's words, and the one for all others. */
    static final List<String> STATUSES = Stream.concat(
                    Arrays.stream(Known.values()).map(Known::label), Stream.of(Unknown.LABEL))
            .toList();

    /** The metrics with at most one sample of a job. */
    static final List<JobGauge> GAUGES = List.of(
            time(
                    Metric.JOB_STATUS_OBSERVED,
                    row -> row.job().baseline() ? null : row.job().statusObservedAt()),
            time(Metric.JOB_SUBMIT, row -> row.job().snapshot().submitTime()),
            time(Metric.JOB_LAST_MODIFIED, row -> row.job().snapshot().lastModifiedTime()),
            time(Metric.JOB_STATUS_CHANGED, row -> row.job().statusChangedAt()),
            time(Metric.JOB_START, row -> row.job().startedAt()),
            time(Metric.JOB_END, row -> row.job().endedAt()),
            time(Metric.JOB_EXPIRATION, row -> row.job().snapshot().jobExpirationTime()),
            count(Metric.JOB_TOTAL_RECORDS, row -> row.job().snapshot().counts().total()),
            count(
                    Metric.JOB_PROCESSED_RECORDS,
                    row -> row.job().snapshot().counts().processed()),
            count(
                    Metric.JOB_SUCCESS_RECORDS,
                    row -> row.job().snapshot().counts().success()),
            count(Metric.JOB_ERROR_RECORDS, row -> row.job().snapshot().counts().error()),
            count(Metric.JOB_INPUT_TOKENS, row -> tokens(row, TokenCounts::input)),
            count(Metric.JOB_OUTPUT_TOKENS, row -> tokens(row, TokenCounts::output)),
            count(Metric.JOB_CACHE_READ_TOKENS, row -> tokens(row, TokenCounts::cacheRead)),
            count(Metric.JOB_CACHE_WRITE_TOKENS, row -> tokens(row, TokenCounts::cacheWrite)));

    /** All metrics about single jobs, in the order in which they are shown. */
    static final List<Metric> METRICS = Stream.concat(
                    Stream.of(Metric.JOB_INFO, Metric.JOB_TAGS, Metric.JOB_STATUS, Metric.JOB_LOOKUP_SUCCESS),
                    GAUGES.stream().map(JobGauge::metric))
            .toList();

    /**
     * A metric of jobs.
     *
     * @param value told from a job's row; NaN where it is not known
     */
    record JobGauge(Metric metric, ToDoubleFunction<TrackedJob> value) {}

    /** A job, and whether its last lookup succeeded. */
    record ShownJob(TrackedJob row, boolean lookedUp) {
        String status() {
            return row.job().status().label();
        }
    }

    /** Returns the values of the labels that only a job's info has. */
    static List<String> description(TrackedJob row) {
        return List.of(
                row.arn().value(),
                row.job().snapshot().modelId(),
                row.job().snapshot().model(),
                row.origin().label());
    }

    private final Supplier<Collection<JobTable>> source;
    private @Nullable Collection<JobTable> tables;

    /** @param source makes a table of each target that has jobs or failed lookups, once they are asked for */
    JobFamilies(Supplier<Collection<JobTable>> source) {
        this.source = source;
    }

    /** Returns the tables, which are made the first time. */
    Collection<JobTable> tables() {
        Collection<JobTable> made = tables;
        if (made == null) {
            made = source.get();
            tables = made;
        }
        return made;
    }

    /** Writes the families that are wanted, in a text format and without what ends an exposition. */
    void writeTo(TextBuffer out, TextFormat format, Predicate<Metric> isWanted) throws IOException {
        for (int index = 0; index < METRICS.size(); index++) {
            if (isWanted.test(METRICS.get(index))) {
                FamilyWriter family = new FamilyWriter(out, format.begin(METRICS.get(index)));
                for (JobTable table : tables()) {
                    table.write(index, family);
                }
            }
        }
    }

    /** Returns how many bytes {@link #writeTo} writes, from the sizes of the tables. */
    long length(TextFormat format, Predicate<Metric> isWanted) throws IOException {
        long length = 0;
        for (int index = 0; index < METRICS.size(); index++) {
            if (isWanted.test(METRICS.get(index))) {
                FamilySize size = FamilySize.NONE;
                for (JobTable table : tables()) {
                    size = size.plus(table.size(index));
                }
                length += size.length(format.begin(METRICS.get(index)));
            }
        }
        return length;
    }

    @Override
    public List<MetricSnapshot> snapshots() {
        return METRICS.stream().map(this::snapshot).toList();
    }

    /** Returns the family of one of {@link #METRICS}. */
    MetricSnapshot snapshot(Metric metric) {
        return switch (metric) {
            case JOB_INFO ->
                new InfoSnapshot(
                        metric.metadata(),
                        jobs().map(job -> new InfoDataPointSnapshot(labels(metric, job, description(job.row()))))
                                .toList());
            case JOB_TAGS -> gauge(metric, tables().stream().flatMap(JobFamilies::tags));
            case JOB_STATUS ->
                gauge(metric, tables().stream().flatMap(table -> table.jobs().flatMap(job -> statuses(table, job))));
            case JOB_LOOKUP_SUCCESS -> gauge(metric, lookups());
            default -> gauge(metric, values(metric));
        };
    }

    private Stream<ShownJob> jobs() {
        return tables().stream().flatMap(JobTable::jobs);
    }

    private Stream<GaugeDataPointSnapshot> values(Metric metric) {
        JobGauge gauge = GAUGES.stream()
                .filter(known -> known.metric() == metric)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(metric + ": must be about single jobs"));
        return jobs().map(job -> point(gauge.value().applyAsDouble(job.row()), labels(metric, job, List.of())))
                .filter(point -> !Double.isNaN(point.getValue()));
    }

    private static Stream<GaugeDataPointSnapshot> statuses(JobTable table, ShownJob job) {
        return STATUSES.stream()
                .filter(status -> !table.series().sparseStatus() || status.equals(job.status()))
                .map(status ->
                        point(status.equals(job.status()) ? 1 : 0, labels(Metric.JOB_STATUS, job, List.of(status))));
    }

    private static Stream<GaugeDataPointSnapshot> tags(JobTable table) {
        SequencedMap<String, String> keys = table.series().tagLabels();
        return keys.isEmpty()
                ? Stream.empty()
                : table.jobs()
                        .flatMap(job ->
                                Stream.ofNullable(job.row().tags()).map(tags -> point(1, tagLabels(job, keys, tags))));
    }

    /** Returns the labels of any metric about a job, and those that the configuration names. */
    private static Labels tagLabels(ShownJob job, SequencedMap<String, String> keys, JobTags tags) {
        String[] values = keys.values().stream().map(tags::value).toArray(String[]::new);
        return labels(Metric.JOB_SUBMIT, job, List.of())
                .merge(Labels.of(keys.keySet().toArray(String[]::new), values));
    }

    private Stream<GaugeDataPointSnapshot> lookups() {
        return Stream.concat(
                jobs().map(job -> point(job.lookedUp() ? 1 : 0, lookup(job.row().arn()))),
                tables().stream().flatMap(table -> table.notFound().stream()).map(arn -> point(0, lookup(arn))));
    }

    private static GaugeSnapshot gauge(Metric metric, Stream<GaugeDataPointSnapshot> points) {
        return new GaugeSnapshot(metric.metadata(), points.toList());
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return new GaugeDataPointSnapshot(value, labels, null);
    }

    private static Labels lookup(JobArn arn) {
        return Metric.JOB_LOOKUP_SUCCESS.labels(arn.accountId(), arn.region(), arn.jobId());
    }

    private static Labels labels(Metric metric, ShownJob job, List<String> further) {
        JobArn arn = job.row().arn();
        Stream<String> own = Stream.of(
                arn.accountId(),
                arn.region(),
                arn.jobId(),
                job.row().job().snapshot().name());
        return metric.labels(Stream.concat(own, further.stream()).toArray(String[]::new));
    }

    private static JobGauge time(Metric metric, Function<TrackedJob, @Nullable Instant> time) {
        return new JobGauge(metric, row -> {
            Instant value = time.apply(row);
            return value == null ? Double.NaN : Seconds.of(value);
        });
    }

    private static JobGauge count(Metric metric, Function<TrackedJob, @Nullable Long> count) {
        return new JobGauge(metric, row -> {
            Long value = count.apply(row);
            return value == null ? Double.NaN : value;
        });
    }

    private static @Nullable Long tokens(TrackedJob row, Function<TokenCounts, @Nullable Long> kind) {
        return row.manifest() instanceof ManifestState.Read(TokenCounts tokens) ? kind.apply(tokens) : null;
    }
}
