package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The families of what the journal adds up to, for targets. */
record TotalFamilies(Collection<TargetTotals> targets) {
    CounterSnapshot counter(Metric metric) {
        return new CounterSnapshot(metric.metadata(), all(target -> target.counters(metric)));
    }

    HistogramSnapshot histogram(Metric metric) {
        return new HistogramSnapshot(metric.metadata(), all(target -> target.histograms(metric)));
    }

    GaugeSnapshot activeJobs() {
        return new GaugeSnapshot(Metric.ACTIVE_JOBS.metadata(), all(TargetTotals::activeJobs));
    }

    private <P> List<P> all(Function<TargetTotals, List<P>> points) {
        return targets.stream().map(points).flatMap(List::stream).toList();
    }
}
