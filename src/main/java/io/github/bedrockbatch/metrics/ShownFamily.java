package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A family of counters, gauges or histograms about targets, without the series that are not shown. */
record ShownFamily(Collector family, Predicate<Labels> isShown) implements Collector {
    @Override
    public MetricSnapshot collect() {
        return switch (family.collect()) {
            case CounterSnapshot all -> new CounterSnapshot(all.getMetadata(), shown(all.getDataPoints()));
            case GaugeSnapshot all -> new GaugeSnapshot(all.getMetadata(), shown(all.getDataPoints()));
            case HistogramSnapshot all -> new HistogramSnapshot(all.getMetadata(), shown(all.getDataPoints()));
            case MetricSnapshot other ->
                throw new IllegalStateException(other.getMetadata().getName() + ": is of a type that has no targets");
        };
    }

    private <P extends DataPointSnapshot> List<P> shown(List<P> series) {
        return series.stream().filter(point -> isShown.test(point.getLabels())).toList();
    }

    @Override
    public @Nullable MetricFamilyDescriptor getMetricFamilyDescriptor() {
        return family.getMetricFamilyDescriptor();
    }
}
