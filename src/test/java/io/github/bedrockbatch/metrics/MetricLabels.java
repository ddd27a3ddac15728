package io.github.bedrockbatch.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The labels of the series in the catalogue, for tests in other packages. */
public final class MetricLabels {
    private static final List<String> PARTS_OF_A_HISTOGRAM = List.of("_bucket", "_sum", "_count");

    private MetricLabels() {}

    /** Returns the labels by the name that stands in queries; those of a tag are told once, as {@code tag_<key>}. */
    public static Map<String, Set<String>> byName() {
        Map<String, Set<String>> labels = new HashMap<>();
        Arrays.stream(Metric.values()).forEach(metric -> add(labels, metric));
        return labels;
    }

    private static void add(Map<String, Set<String>> labels, Metric metric) {
        Set<String> own = new HashSet<>(metric.labelNames());
        if (metric.type() == Metric.Type.HISTOGRAM) {
            own.add("le");
            PARTS_OF_A_HISTOGRAM.forEach(part -> labels.put(metric.fullName() + part, own));
        } else {
            labels.put(metric.fullName(), own);
        }
    }
}
