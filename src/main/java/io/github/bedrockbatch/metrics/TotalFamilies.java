package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.Buckets;
import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.TargetView;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The counters and histograms that the journal adds up to: at 0 for all that can be reached, so that a first is seen. Those of what
 * only jobs tell begin with the first job.
 */
final class TotalFamilies {
    private static final List<String> RESULTS = List.of("success", "error");
    private static final List<String> DIRECTIONS = List.of("input", "output");
    private static final List<String> TERMINAL = Arrays.stream(Known.values())
            .filter(Known::isTerminal)
            .map(Known::label)
            .toList();
    /** What a path of the state machine joins, and each end of a job, from wherever. */
    private static final List<Pair> REACHABLE = Arrays.stream(Known.values())
            .flatMap(to -> sources(to).map(from -> new Pair(from, to.label())))
            .toList();

    private record Pair(String from, String to) {}

    private final Map<Total.Key, Long> totals = new HashMap<>();
    private final Set<Total.Key> bad = new HashSet<>();
    private final Set<Target> targets;

    /** The targets that have jobs or totals. The others have no histograms of jobs, which are most of the series. */
    private final List<Target> inUse;

    /** Shows the totals of targets, and of no others. */
    TotalFamilies(JobsView view, Set<Target> targets) {
        this.targets = new TreeSet<>(targets);
        this.inUse = this.targets.stream()
                .filter(target -> view.target(target).isInUse())
                .toList();
        for (Target target : targets) {
            totals.putAll(view.target(target).totals());
            bad.addAll(view.target(target).badTotals());
        }
    }

    CounterSnapshot records() {
        return ofModels(Metric.PROCESSED_RECORDS, Total.RECORDS, RESULTS);
    }

    CounterSnapshot tokens() {
        return ofModels(Metric.PROCESSED_TOKENS, Total.TOKENS, DIRECTIONS);
    }

    HistogramSnapshot duration() {
        return histogram(Metric.DURATION, Total.DURATION_BUCKET, Total.DURATION_MILLIS, Buckets.JOB, TERMINAL);
    }

    HistogramSnapshot queueDuration() {
        return histogram(Metric.QUEUE_DURATION, Total.QUEUE_BUCKET, Total.QUEUE_MILLIS, Buckets.JOB, List.of(""));
    }

    HistogramSnapshot detectionDelay() {
        return histogram(
                Metric.DETECTION_DELAY, Total.DETECTION_BUCKET, Total.DETECTION_MILLIS, Buckets.DETECTION, List.of(""));
    }

    CounterSnapshot transitions() {
        Map<Total.Key, Long> cells = of(Total.TRANSITIONS);
        for (Target target : targets) {
            REACHABLE.forEach(
                    pair -> cells.putIfAbsent(new Total.Key(Total.TRANSITIONS, target, pair.from(), pair.to()), 0L));
        }
        return counter(Metric.TRANSITIONS, cells);
    }

    private static Stream<String> sources(Known to) {
        Stream<String> known = Arrays.stream(Known.values())
                .filter(from -> !from.isTerminal() && from != to)
                .filter(from -> to.isTerminal() || JobLifecycle.kind(from, to) != TransitionKind.UNEXPECTED)
                .map(Known::label);
        return Stream.concat(known, Stream.of(Unknown.LABEL).filter(word -> to.isTerminal()));
    }

    /** Returns the counter of the models that have any. The series of one model exist together. */
    private CounterSnapshot ofModels(Metric metric, Total total, List<String> kinds) {
        Map<Total.Key, Long> cells = of(total);
        for (Total.Key key : List.copyOf(cells.keySet())) {
            kinds.forEach(kind -> cells.putIfAbsent(new Total.Key(total, key.target(), key.first(), kind), 0L));
        }
        return counter(metric, cells);
    }

    /**
     * Returns how many models of a target are counted as {@link Models#OTHER}. It is told from the jobs that are kept and from
     * the models that have totals: a list of its own would grow without bound, and this is the same after a restart.
     */
    static long foldedModels(TargetView target) {
        Models models = new Models(Stream.concat(target.totals().keySet().stream(), target.badTotals().stream())
                .filter(key -> key.total().isByModel())
                .map(Total.Key::first)
                .collect(Collectors.toSet()));
        return target.jobs().models().stream().filter(models::isFolded).count();
    }

    private CounterSnapshot counter(Metric metric, Map<Total.Key, Long> cells) {
        return new CounterSnapshot(
                metric.metadata(),
                cells.entrySet().stream()
                        .filter(cell -> !bad.contains(cell.getKey()))
                        .map(cell ->
                                new CounterDataPointSnapshot(cell.getValue(), labels(metric, cell.getKey()), null, 0))
                        .toList());
    }

    private HistogramSnapshot histogram(
            Metric metric, Total bucket, Total millis, Buckets buckets, List<String> always) {
        Map<Total.Key, long[]> counts = new HashMap<>();
        inUse.forEach(target -> always.forEach(first -> counts.put(
                new Total.Key(millis, target, first, ""),
                new long[buckets.upperBounds().size() + 1])));
        of(bucket)
                .forEach(
                        (key, count) -> counts.computeIfAbsent(
                                        new Total.Key(millis, key.target(), key.first(), ""),
                                        absent -> new long[buckets.upperBounds().size() + 1])[
                                Integer.parseInt(key.second())] += count);
        bad.stream()
                .filter(key -> key.total() == bucket || key.total() == millis)
                .forEach(key -> counts.remove(new Total.Key(millis, key.target(), key.first(), "")));
        double[] bounds = bounds(buckets);
        return new HistogramSnapshot(
                metric.metadata(),
                counts.entrySet().stream()
                        .map(series -> new HistogramDataPointSnapshot(
                                ClassicHistogramBuckets.of(bounds, series.getValue()),
                                Seconds.ofMillis(totals.getOrDefault(series.getKey(), 0L)),
                                labels(metric, series.getKey()),
                                null,
                                0))
                        .toList());
    }

    private static double[] bounds(Buckets buckets) {
        return DoubleStream.concat(
                        buckets.upperBounds().stream().mapToDouble(Long::doubleValue),
                        DoubleStream.of(Double.POSITIVE_INFINITY))
                .toArray();
    }

    private static Labels labels(Metric metric, Total.Key key) {
        return metric.labels(Stream.of(key.target().accountId(), key.target().region(), key.first(), key.second())
                .limit(metric.labelNames().size())
                .toArray(String[]::new));
    }

    private Map<Total.Key, Long> of(Total total) {
        Map<Total.Key, Long> cells = new HashMap<>();
        totals.forEach((key, amount) -> {
            if (key.total() == total) {
                cells.put(key, amount);
            }
        });
        return cells;
    }
}
