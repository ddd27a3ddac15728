package io.github.bedrockbatch.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The metrics of the JVM by Micrometer's binders, and the standard ones of the process by the Prometheus client. */
public final class RuntimeMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry meters;
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    RuntimeMetrics(PrometheusRegistry registry) {
        meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
        garbageCollection.bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new JvmInfoMetrics().bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        ProcessMetrics.builder().register(registry);
    }

    /** Stops listening to the garbage collector, and takes the metrics of the JVM back. */
    @Override
    public void close() {
        garbageCollection.close();
        meters.close();
    }
}
