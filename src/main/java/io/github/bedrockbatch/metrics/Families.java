package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.MetricWithFixedMetadata;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Registers families of metrics as the list of metrics describes them.
 *
 * @param isShown whether a series is shown, by its labels; asked about the families that have targets
 */
record Families(PrometheusRegistry registry, Predicate<Labels> isShown) {
    Counter counter(Metric metric) {
        return register(Counter.builder().withoutExemplars(), metric);
    }

    Gauge gauge(Metric metric) {
        return register(Gauge.builder().withoutExemplars(), metric);
    }

    void gauge(Metric metric, Consumer<GaugeWithCallback.Callback> callback) {
        register(GaugeWithCallback.builder().callback(callback), metric);
    }

    Histogram histogram(Metric metric, double... upperBounds) {
        return register(Histogram.builder().withoutExemplars().classicOnly().classicUpperBounds(upperBounds), metric);
    }

    Info info(Metric metric) {
        return register(Info.builder(), metric);
    }

    private <B extends MetricWithFixedMetadata.Builder<B, M>, M extends MetricWithFixedMetadata> M register(
            B builder, Metric metric) {
        M made = builder.name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .build();
        registry.register(hasTargets(metric) ? new ShownFamily(made, isShown) : made);
        return made;
    }

    private static boolean hasTargets(Metric metric) {
        return List.of(metric.labelNameArray()).containsAll(List.of("account_id", "region"));
    }
}
