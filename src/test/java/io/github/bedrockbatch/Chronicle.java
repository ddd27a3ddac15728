package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The events that one daemon after the other wrote on the same store, each once, in the order of their first writing. */
final class Chronicle {
    private final Map<String, JsonNode> events = new LinkedHashMap<>();
    private int repeats;
    private int torn;

    /**
     * What one process wrote on stdout.
     *
     * @param killed whether a kill may have torn the last line
     */
    record Output(List<String> lines, boolean killed) {}

    /**
     * Takes what a process wrote: every line is whole JSON, but that a kill may have torn the last one; no event is twice
     * among them, and one that an earlier process wrote already has the same content.
     */
    void add(List<String> lines, boolean killed) {
        Set<String> ids = new HashSet<>();
        events(new Output(lines, killed)).forEach(event -> {
            assertThat(ids.add(id(event))).as("not twice: %s", event).isTrue();
            add(event);
        });
    }

    /**
     * Takes what replicas wrote beside each other. Within each output a job's transitions are in order. One process may repeat an
     * event, as when another wrote meanwhile and died before it had noted so, or when the database was away.
     */
    void addAll(List<Output> outputs) {
        List<JsonNode> all = new ArrayList<>();
        for (Output output : outputs) {
            List<JsonNode> written = events(output);
            assertInOrder(written);
            all.addAll(written);
        }
        all.sort(Comparator.comparing(event -> Instant.parse(text(event, "@timestamp"))));
        all.forEach(this::add);
    }

    private static void assertInOrder(List<JsonNode> written) {
        Map<String, Instant> latest = new HashMap<>();
        Set<String> ids = new HashSet<>();
        written.stream()
                .filter(event -> event.has("transition_id") && ids.add(id(event)))
                .forEach(event -> {
                    Instant at = Instant.parse(text(event, "last_modified_time"));
                    Instant before = latest.put(text(event, "job_arn"), at);
                    assertThat(before == null || before.isBefore(at))
                            .as("after %s: %s", before, event)
                            .isTrue();
                });
    }

    private List<JsonNode> events(Output output) {
        List<JsonNode> whole = new ArrayList<>();
        List<String> lines = output.lines();
        for (int i = 0; i < lines.size(); i++) {
            try {
                whole.add(Evidence.parse(lines.get(i)));
            } catch (JacksonException e) {
                assertThat(output.killed() && i == lines.size() - 1)
                        .as("the last line of a killed process: %s", lines.get(i))
                        .isTrue();
                torn++;
            }
        }
        return whole.stream().filter(line -> line.has("event")).toList();
    }

    private void add(JsonNode event) {
        JsonNode content = ((ObjectNode) event.deepCopy()).without("@timestamp");
        JsonNode earlier = events.putIfAbsent(id(event), content);
        if (earlier != null) {
            assertThat(content).as("the event is repeated as it was").isEqualTo(earlier);
            repeats++;
        }
    }

    private static String id(JsonNode event) {
        return text(event, "transition_id") + text(event, "settled_id") + text(event, "manifest_id");
    }

    int size() {
        return events.size();
    }

    List<JsonNode> transitions() {
        return of("job_transition");
    }

    /** The transitions of a job. */
    List<JsonNode> transitions(String jobId) {
        return transitions().stream()
                .filter(event -> text(event, "job_id").equals(jobId))
                .toList();
    }

    /** The events by which a job settled. */
    List<JsonNode> settled(String jobId) {
        return of("job_settled").stream()
                .filter(event -> text(event, "job_id").equals(jobId))
                .toList();
    }

    /** The events of a job's tokens. */
    List<JsonNode> manifests(String jobId) {
        return of("job_manifest").stream()
                .filter(event -> text(event, "job_id").equals(jobId))
                .toList();
    }

    private List<JsonNode> of(String kind) {
        return events.values().stream()
                .filter(event -> text(event, "event").equals(kind))
                .toList();
    }

    @Override
    public String toString() {
        return events.size() + " events, " + repeats + " repeats, " + torn + " lines torn";
    }
}
