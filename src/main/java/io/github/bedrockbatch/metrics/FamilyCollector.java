package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.function.Supplier;

/** A collector whose families can be collected apart, so that one that cannot be does not take the others along. */
interface FamilyCollector extends MultiCollector {
    /** Returns what is collected apart, by a name for people; all of it is about one moment. */
    Map<String, Supplier<? extends Collected>> families();

    @Override
    default MetricSnapshots collect() {
        return new MetricSnapshots(families().values().stream()
                .flatMap(family -> family.get().snapshots().stream())
                .toList());
    }
}
