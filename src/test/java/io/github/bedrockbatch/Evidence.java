package io.github.bedrockbatch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an exporter told, in metrics and events. */
final class Evidence {
    static final List<String> TERMINAL = List.of("Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired");

    private static final String TRANSITIONS = "bedrock_batch_job_transitions_total";
    private static final String LAST_SUCCESS = "bedrock_batch_exporter_poll_last_success_timestamp_seconds";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Evidence() {}

    /** The sum of a metric's samples that have all these labels, each as {@code name="value"}. */
    static double sum(Map<String, Double> samples, String metric, String... labels) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(metric + "{"))
                .filter(sample -> Stream.of(labels).allMatch(sample.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** A label as it stands in a series. */
    static String label(String name, String value) {
        return name + "=\"" + value + "\"";
    }

    /** When the last successful poll of a region ended, in seconds since 1970. */
    static double lastSuccess(Map<String, Double> samples, String region) {
        return sum(samples, LAST_SUCCESS, label("region", region));
    }

    /** How many changes of status were counted. */
    static double transitions(Map<String, Double> samples) {
        return sum(samples, TRANSITIONS);
    }

    /** How many jobs were counted into each terminal status of a region. */
    static Map<String, Long> countedEnds(Map<String, Double> samples, String region) {
        Map<String, Long> ends = new TreeMap<>();
        for (String status : TERMINAL) {
            double count = sum(samples, TRANSITIONS, label("region", region), label("to", status));
            if (count > 0) {
                ends.put(status, Math.round(count));
            }
        }
        return ends;
    }

    /** The transition events among lines. */
    static List<JsonNode> transitionEvents(Collection<String> lines) {
        return events(lines, "job_transition");
    }

    /** The events of a kind among lines. */
    static List<JsonNode> events(Collection<String> lines, String kind) {
        return lines.stream()
                .map(Evidence::parse)
                .filter(node -> text(node, "event").equals(kind))
                .toList();
    }

    /** The text of a field; empty without one. */
    static String text(JsonNode event, String field) {
        return event.path(field).asString("");
    }

    /** A line of the log as JSON. */
    static JsonNode parse(String line) {
        return JSON.readTree(line);
    }
}
