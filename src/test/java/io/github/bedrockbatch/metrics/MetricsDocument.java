package io.github.bedrockbatch.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of docs/metrics.md, made of the catalogue: one for each group, with a query for each metric below it. */
final class MetricsDocument {
    private static final String BEGIN = "<!-- metrics -->\n";
    private static final String END = "<!-- /metrics -->";

    /** How the help of metrics with a label for the model goes on. The document says it once. */
    private static final String BY_MODEL = " The series of a model begin";

    private MetricsDocument() {}

    /** What metrics are about. Their labels stand above the table. */
    private enum Group {
        JOB(
                "One job",
                "Labels: `account_id`, `region`, `job_id`, and `job_name` except on"
                        + " `bedrock_batch_job_lookup_success`."),
        FLEET(
                "Jobs of an account and region",
                "Labels: `account_id` and `region`. `bedrock_batch_account_info` has no `region`."),
        TARGET("Polls, requests and messages", "Labels: `account_id` and `region`."),
        PROCESS("The exporter itself", "No common labels.");

        private final String title;
        private final String labels;

        Group(String title, String labels) {
            this.title = title;
            this.labels = labels;
        }

        static Group of(Metric metric) {
            List<String> labels = metric.labelNames();
            if (labels.contains("job_id")) {
                return JOB;
            }
            if (!metric.fullName().startsWith("bedrock_batch_exporter_")) {
                return FLEET;
            }
            return labels.contains("region") ? TARGET : PROCESS;
        }
    }

    /** Returns the document with the part between its marks replaced. */
    static String file(String present) {
        String tables =
                Arrays.stream(Group.values()).map(MetricsDocument::section).collect(Collectors.joining("\n"));
        return present.substring(0, present.indexOf(BEGIN) + BEGIN.length())
                + "\n"
                + tables
                + "\n"
                + present.substring(present.indexOf(END));
    }

    private static String section(Group group) {
        List<Metric> metrics = Arrays.stream(Metric.values())
                .filter(metric -> Group.of(metric) == group)
                .toList();
        return "### %s\n\n%s\n\n| metric | type | further labels | meaning |\n| --- | --- | --- | --- |\n%s\n```promql\n%s```\n"
                .formatted(
                        group.title,
                        group.labels,
                        metrics.stream().map(MetricsDocument::row).collect(Collectors.joining()),
                        metrics.stream()
                                .map(metric -> ExampleQuery.of(metric) + "\n")
                                .collect(Collectors.joining()));
    }

    private static String row(Metric metric) {
        String labels = metric.furtherLabelNames().stream()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |\n"
                .formatted(metric.fullName(), metric.type().word(), labels.isEmpty() ? "–" : labels, meaning(metric));
    }

    /** Returns the help without what the document says once. */
    private static String meaning(Metric metric) {
        String help = metric.help();
        return help.contains(BY_MODEL) ? help.substring(0, help.indexOf(BY_MODEL)) : help;
    }
}
