package io.github.bedrockbatch.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of the JVM and of the process, by Micrometer's binders, under the names that Prometheus gives them. */
public final class RuntimeMetrics implements AutoCloseable {
    private static final Map<String, String> NAMES =
            Map.of("process.files.open", "process.open.fds", "process.files.max", "process.max.fds");

    private final PrometheusMeterRegistry meters;
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    RuntimeMetrics(PrometheusRegistry registry) {
        meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
        meters.config()
                .meterFilter(MeterFilter.denyNameStartsWith("system."))
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
                .meterFilter(new PrometheusNames());
        garbageCollection.bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new JvmInfoMetrics().bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
    }

    /** Stops listening to the garbage collector and takes the metrics back. */
    @Override
    public void close() {
        garbageCollection.close();
        meters.close();
    }

    private static final class PrometheusNames implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            @Nullable String name = NAMES.get(id.getName());
            return name == null ? id : id.withName(name).withBaseUnit(null);
        }
    }
}
