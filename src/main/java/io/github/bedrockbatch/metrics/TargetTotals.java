package io.github.bedrockbatch.metrics;

import static java.util.Comparator.comparing;

import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Buckets;
import io.github.bedrockbatch.journal.EventTotals;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.view.TargetJobs;
import io.github.bedrockbatch.view.TargetView;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the journal adds up to for one target, as samples, and which jobs of each model run: at 0 for all that can be reached, so that
 * a first is seen. A sample is made when it is first asked for, and kept, because most scrapes see what the last one saw. Samples are in the
 * order of their labels, in which a snapshot would sort them at each scrape. Thread-safe.
 */
final class TargetTotals {
    private static final List<String> RESULTS = List.of("success", "error");
    private static final List<String> TYPES = List.of("input", "output", "cache_read", "cache_write");
    private static final List<String> TERMINAL = labels(true);
    private static final List<String> RUNNING = labels(false);

    private final Target target;
    private final Map<Total.Key, Long> totals;
    private final Set<Total.Key> bad;
    private final Map<String, Map<String, Long>> running;
    private final boolean inUse;
    private final CountedModels models;
    private final boolean haveTokens;
    private final Map<Total, Map<Total.Key, Long>> cells = new EnumMap<>(Total.class);
    private final Map<Metric, List<CounterDataPointSnapshot>> counters = new ConcurrentHashMap<>();
    private final Map<Metric, List<HistogramDataPointSnapshot>> histograms = new ConcurrentHashMap<>();
    private final Map<Metric, List<GaugeDataPointSnapshot>> gauges = new ConcurrentHashMap<>();

    /**
     * Reads what there is of a target.
     *
     * @param shown the jobs of it that are shown
     * @param tokens whether manifests are read. Tokens that were counted are shown all the same
     */
    TargetTotals(Target target, TargetView view, TargetJobs shown, boolean tokens) {
        this.target = target;
        this.totals = view.totals();
        this.bad = view.badTotals();
        this.running = shown.runningByModel();
        this.inUse = view.isInUse();
        totals.forEach((key, amount) ->
                cells.computeIfAbsent(key.total(), total -> new HashMap<>()).put(key, amount));
        this.models = CountedModels.of(view, running);
        this.haveTokens = tokens || cells.containsKey(Total.TOKENS);
    }

    /** Returns whether one made from these arguments would have the same samples. */
    boolean isOf(TargetView view, TargetJobs shown, boolean tokens) {
        return inUse == view.isInUse()
                && totals.equals(view.totals())
                && bad.equals(view.badTotals())
                && running.equals(shown.runningByModel())
                && haveTokens == (tokens || cells.containsKey(Total.TOKENS));
    }

    /** Returns the models of the target. */
    CountedModels models() {
        return models;
    }

    /** Returns the samples of a counter. */
    List<CounterDataPointSnapshot> counters(Metric metric) {
        return counters.computeIfAbsent(metric, this::madeCounters);
    }

    /** Returns the samples of a histogram. */
    List<HistogramDataPointSnapshot> histograms(Metric metric) {
        return histograms.computeIfAbsent(metric, this::madeHistograms);
    }

    /** Returns how many jobs of each model run, by status. */
    List<GaugeDataPointSnapshot> activeJobs() {
        return gauges.computeIfAbsent(Metric.ACTIVE_JOBS, this::madeActiveJobs);
    }

    private List<CounterDataPointSnapshot> madeCounters(Metric metric) {
        return switch (metric) {
            case TRANSITIONS -> counters(metric, with(reachable(), Total.TRANSITIONS));
            case PROCESSED_RECORDS -> counters(metric, with(ofModels(Total.RECORDS, RESULTS), Total.RECORDS));
            case PROCESSED_TOKENS ->
                counters(metric, with(ofModels(Total.TOKENS, haveTokens ? TYPES : List.of()), Total.TOKENS));
            case JOBS_ENDED -> counters(metric, ended());
            default -> throw new IllegalArgumentException(metric + ": must be a counter of jobs");
        };
    }

    private List<HistogramDataPointSnapshot> madeHistograms(Metric metric) {
        return switch (metric) {
            case DURATION ->
                histograms(
                        metric,
                        counts(ofModels(Total.DURATION_BUCKET, TERMINAL), Total.DURATION_BUCKET, Buckets.JOB),
                        Total.DURATION_MILLIS,
                        Buckets.JOB);
            case QUEUE_DURATION ->
                histograms(
                        metric,
                        counts(ofModels(Total.QUEUE_BUCKET, List.of("")), Total.QUEUE_BUCKET, Buckets.JOB),
                        Total.QUEUE_MILLIS,
                        Buckets.JOB);
            case DETECTION_DELAY ->
                histograms(
                        metric,
                        counts(
                                inUse ? Stream.of(key(Total.DETECTION_BUCKET, "", "", "")) : Stream.of(),
                                Total.DETECTION_BUCKET,
                                Buckets.DETECTION),
                        Total.DETECTION_MILLIS,
                        Buckets.DETECTION);
            default -> throw new IllegalArgumentException(metric + ": must be a histogram of jobs");
        };
    }

    private List<GaugeDataPointSnapshot> madeActiveJobs(Metric metric) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        models.shown()
                .forEach(model -> counts.put(
                        model,
                        RUNNING.stream()
                                .collect(Collectors.toMap(status -> status, status -> 0L, Long::sum, TreeMap::new))));
        running.forEach((model, byStatus) -> byStatus.forEach(
                (status, count) -> counts.computeIfAbsent(models.label(model), absent -> new TreeMap<>())
                        .merge(status, count, Long::sum)));
        return counts.entrySet().stream()
                .flatMap(model -> model.getValue().entrySet().stream()
                        .map(status -> new GaugeDataPointSnapshot(
                                status.getValue(),
                                metric.labels(target.accountId(), target.region(), model.getKey(), status.getKey()),
                                null)))
                .toList();
    }

    /** Returns what a path of the state machine joins. */
    private Stream<Total.Key> reachable() {
        return Arrays.stream(Known.values())
                .flatMap(from -> JobLifecycle.reachableFrom(from).stream()
                        .map(to -> key(Total.TRANSITIONS, "", from.label(), to.label())));
    }

    private Stream<Total.Key> ofModels(Total total, List<String> labels) {
        return models.shown().stream().flatMap(model -> labels.stream().map(label -> key(total, model, label, "")));
    }

    private Map<Total.Key, Long> with(Stream<Total.Key> always, Total total) {
        Map<Total.Key, Long> all = new HashMap<>();
        always.forEach(key -> all.put(key, 0L));
        all.putAll(cells.getOrDefault(total, Map.of()));
        all.keySet().removeAll(bad);
        return all;
    }

    /** Returns how many jobs ended, which the durations count. */
    private Map<Total.Key, Long> ended() {
        Map<Total.Key, Long> all = new HashMap<>();
        counts(ofModels(Total.DURATION_BUCKET, TERMINAL), Total.DURATION_BUCKET, Buckets.JOB)
                .forEach((series, counts) ->
                        all.put(series, LongStream.of(counts).reduce(0, EventTotals::sum)));
        return all;
    }

    /** Returns the counts of the buckets of each series whose key has no bucket, but for those with a bad one. */
    private Map<Total.Key, long[]> counts(Stream<Total.Key> always, Total total, Buckets buckets) {
        Map<Total.Key, long[]> counts = new HashMap<>();
        int size = buckets.upperBounds().size() + 1;
        always.forEach(series -> counts.put(series, new long[size]));
        cells.getOrDefault(total, Map.of())
                .forEach((key, count) ->
                        counts.computeIfAbsent(key(total, key.model(), key.first(), ""), absent -> new long[size])[
                                Integer.parseInt(key.second())] += count);
        bad.stream()
                .filter(key -> key.total() == total)
                .forEach(key -> counts.remove(key(total, key.model(), key.first(), "")));
        return counts;
    }

    private List<CounterDataPointSnapshot> counters(Metric metric, Map<Total.Key, Long> amounts) {
        return amounts.entrySet().stream()
                .map(amount ->
                        new CounterDataPointSnapshot(amount.getValue(), labels(metric, amount.getKey()), null, 0))
                .sorted(comparing(DataPointSnapshot::getLabels))
                .toList();
    }

    private List<HistogramDataPointSnapshot> histograms(
            Metric metric, Map<Total.Key, long[]> counts, Total millis, Buckets buckets) {
        double[] bounds = bounds(buckets);
        return counts.entrySet().stream()
                .filter(series -> !bad.contains(sum(millis, series.getKey())))
                .map(series -> new HistogramDataPointSnapshot(
                        ClassicHistogramBuckets.of(bounds, series.getValue()),
                        Seconds.ofMillis(totals.getOrDefault(sum(millis, series.getKey()), 0L)),
                        labels(metric, series.getKey()),
                        null,
                        0))
                .sorted(comparing(DataPointSnapshot::getLabels))
                .toList();
    }

    private Total.Key sum(Total millis, Total.Key series) {
        return key(millis, series.model(), series.first(), "");
    }

    private Total.Key key(Total total, String model, String first, String second) {
        return new Total.Key(total, target, model, first, second);
    }

    private static double[] bounds(Buckets buckets) {
        return DoubleStream.concat(
                        buckets.upperBounds().stream().mapToDouble(Long::doubleValue),
                        DoubleStream.of(Double.POSITIVE_INFINITY))
                .toArray();
    }

    private Labels labels(Metric metric, Total.Key key) {
        Stream<String> own =
                key.total().isByModel() ? Stream.of(key.model(), key.first()) : Stream.of(key.first(), key.second());
        return metric.labels(Stream.concat(Stream.of(target.accountId(), target.region()), own)
                .limit(metric.labelNames().size())
                .toArray(String[]::new));
    }

    private static List<String> labels(boolean terminal) {
        return Arrays.stream(Known.values())
                .filter(status -> status.isTerminal() == terminal)
                .map(Known::label)
                .toList();
    }
}
