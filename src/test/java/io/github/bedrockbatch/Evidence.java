package io.github.bedrockbatch;

import io.github.bedrockbatch.simulator.SimulatedJob;
import io.github.bedrockbatch.simulator.Simulator;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an exporter told, in metrics and events, and what was true. */
final class Evidence {
    static final List<String> TERMINAL = List.of("Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired");

    private static final String TRANSITIONS = "bedrock_batch_job_transitions_total";
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

    /** How many changes of status were counted. */
    static double transitions(Map<String, Double> samples) {
        return sum(samples, TRANSITIONS);
    }

    /** How many jobs were counted into each terminal status of a region. */
    static Map<String, Long> countedEnds(Map<String, Double> samples, String region) {
        Map<String, Long> ends = new TreeMap<>();
        for (String status : TERMINAL) {
            double count = sum(samples, TRANSITIONS, "region=\"" + region + "\"", "to=\"" + status + "\"");
            if (count > 0) {
                ends.put(status, Math.round(count));
            }
        }
        return ends;
    }

    /** How many jobs of a region truly are in each terminal status by now. */
    static Map<String, Long> trueEnds(Simulator simulator, String region) {
        Instant now = Instant.now();
        return simulator.jobs().stream()
                .filter(job -> job.script().region().equals(region))
                .map(job -> job.status(now))
                .filter(TERMINAL::contains)
                .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    }

    /** Whether so many jobs exist and all have ended. */
    static boolean ended(Simulator simulator, int jobs) {
        Instant now = Instant.now();
        List<SimulatedJob> all = simulator.jobs();
        return all.size() == jobs && all.stream().allMatch(job -> TERMINAL.contains(job.status(now)));
    }

    /** The transition events among lines; a line that a killed process broke off is none. */
    static List<JsonNode> transitionEvents(Collection<String> lines) {
        return lines.stream()
                .map(Evidence::parse)
                .filter(node -> text(node, "event").equals("job_transition"))
                .toList();
    }

    /** The text of a field; empty without one. */
    static String text(JsonNode event, String field) {
        return event.path(field).asString("");
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
