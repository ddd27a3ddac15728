package io.github.bedrockbatch.dashboards;

import io.github.bedrockbatch.metrics.MetricLabels;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The labels of each metric that Prometheus has of the exporter, as the catalogue tells them. */
final class KnownMetrics {
    /** Labels that Prometheus adds to each series. */
    static final Set<String> OF_A_SCRAPE = Set.of("job", "instance", "__name__");

    private static final Map<String, Set<String>> OTHERS = Map.of(
            "up", Set.of(),
            "scrape_samples_scraped", Set.of(),
            "scrape_duration_seconds", Set.of(),
            "process_cpu_seconds_total", Set.of(),
            "process_resident_memory_bytes", Set.of(),
            "jvm_memory_used_bytes", Set.of("area", "id"),
            "jvm_gc_pause_seconds_sum", Set.of("action", "cause", "gc"));

    private static final Map<String, Set<String>> LABELS = labels();

    private KnownMetrics() {}

    static Set<String> names() {
        return LABELS.keySet();
    }

    /** The labels of a metric. A tag stands for all tags. */
    static Set<String> labelsOf(String metric) {
        return LABELS.getOrDefault(metric, Set.of());
    }

    private static Map<String, Set<String>> labels() {
        Map<String, Set<String>> found = new HashMap<>(OTHERS);
        MetricLabels.byName()
                .forEach((name, labels) -> found.put(
                        name,
                        labels.stream()
                                .map(label -> label.equals("tag_<key>") ? "tag_team" : label)
                                .collect(Collectors.toSet())));
        return found;
    }
}
