package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is collected for one scrape: what cannot be is left out, with the reason. */
final class FamilyCollection {
    private final List<MetricSnapshot> snapshots = new ArrayList<>();
    private final Map<String, MetricSnapshot> byName = new HashMap<>();
    private final Map<String, RuntimeException> leftOut = new HashMap<>();

    /** Adds each family of a collector, those only whose names are wanted; null: all. */
    void addAll(FamilyCollector collector, @Nullable Predicate<String> names) {
        Map<String, Supplier<List<MetricSnapshot>>> families;
        try {
            families = collector.families();
        } catch (RuntimeException e) {
            leftOut.put(collector.getClass().getSimpleName(), e);
            return;
        }
        families.forEach((name, family) -> add(name, () -> wanted(family.get(), names)));
    }

    private void add(String name, Supplier<List<MetricSnapshot>> supplier) {
        try {
            List<MetricSnapshot> families = supplier.get();
            families.forEach(this::requireNoConflict);
            families.forEach(family -> byName.put(family.getMetadata().getPrometheusName(), family));
            snapshots.addAll(families);
        } catch (RuntimeException e) {
            leftOut.put(name, e);
        }
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(snapshots);
    }

    Map<String, RuntimeException> leftOut() {
        return Map.copyOf(leftOut);
    }

    /** Refuses a family with the name of another and a different type, because the client library refuses all for it. */
    private void requireNoConflict(MetricSnapshot family) {
        String name = family.getMetadata().getPrometheusName();
        MetricSnapshot other = byName.get(name);
        if (other != null) {
            new MetricSnapshots(other, family);
        }
    }

    private static List<MetricSnapshot> wanted(List<MetricSnapshot> families, @Nullable Predicate<String> names) {
        return names == null
                ? families
                : families.stream()
                        .filter(family -> names.test(family.getMetadata().getPrometheusName()))
                        .toList();
    }
}
