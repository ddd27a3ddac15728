package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
     * Takes what a process wrote: every line is whole JSON, but that a kill may have torn the last one; no event is twice
     * among them, and one that an earlier process wrote already has the same content.
     */
    void add(List<String> lines, boolean killed) {
        List<JsonNode> whole = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                whole.add(Evidence.parse(lines.get(i)));
            } catch (JacksonException e) {
                assertThat(killed && i == lines.size() - 1)
                        .as("the last line of a killed process: %s", lines.get(i))
                        .isTrue();
                torn++;
            }
        }
        Set<String> ids = new HashSet<>();
        whole.stream().filter(line -> line.has("event")).forEach(event -> {
            assertThat(ids.add(id(event))).as("not twice: %s", event).isTrue();
            add(event);
        });
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
