package io.github.bedrockbatch.metrics;

import java.util.Arrays;
import java.util.List;

/** The list of every metric, for readers. */
public final class MetricCatalogue {
    private MetricCatalogue() {}

    /** Returns the names as they stand in queries; of a histogram without {@code _bucket}, {@code _sum} and {@code _count}. */
    public static List<String> names() {
        return Arrays.stream(Metric.values()).map(Metric::fullName).toList();
    }
}
