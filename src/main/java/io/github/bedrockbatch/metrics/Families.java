package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;

/** Registers families of metrics as the list of metrics describes them. */
record Families(PrometheusRegistry registry) {
    Counter counter(Metric metric) {
        return Counter.builder()
                .name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .withoutExemplars()
                .register(registry);
    }

    Gauge gauge(Metric metric) {
        return Gauge.builder()
                .name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .withoutExemplars()
                .register(registry);
    }

    void gauge(Metric metric, Consumer<GaugeWithCallback.Callback> callback) {
        GaugeWithCallback.builder()
                .name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .callback(callback)
                .register(registry);
    }

    Histogram histogram(Metric metric, double... upperBounds) {
        return Histogram.builder()
                .name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .withoutExemplars()
                .classicOnly()
                .classicUpperBounds(upperBounds)
                .register(registry);
    }

    Info info(Metric metric) {
        return Info.builder()
                .name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .register(registry);
    }
}
