package io.github.bedrockbatch.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The list of every metric, for readers: the table of README. */
public final class MetricCatalogue {
    private static final String HEADER = "| metric | type | labels | meaning |\n| --- | --- | --- | --- |\n";
    private static final String RUNTIME = """
            | `jvm_*` | | | The Java virtual machine, by Micrometer's binders. |
            | `process_*` | | | The process: the standard metrics of Prometheus' Java client. |
            """;

    private MetricCatalogue() {}

    /** Returns the names as they stand in queries; of a histogram without {@code _bucket}, {@code _sum} and {@code _count}. */
    public static List<String> names() {
        return Arrays.stream(Metric.values()).map(Metric::fullName).toList();
    }

    /** Returns the catalogue as README shows it: a table in Markdown, one metric a line, each line ended. */
    public static String markdown() {
        return Arrays.stream(Metric.values())
                .map(MetricCatalogue::row)
                .collect(Collectors.joining("", HEADER, RUNTIME));
    }

    private static String row(Metric metric) {
        String labels =
                metric.labelNames().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |\n"
                .formatted(metric.fullName(), metric.type().word(), labels.isEmpty() ? "–" : labels, metric.help());
    }
}
