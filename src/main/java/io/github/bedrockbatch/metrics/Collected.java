package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Families of one moment. */
@FunctionalInterface
interface Collected {
    /** Returns them as the client library's writers take them. */
    List<MetricSnapshot> snapshots();

    /** Returns families that are snapshots already. */
    static Collected of(List<MetricSnapshot> families) {
        return () -> families;
    }
}
