package io.github.bedrockbatch.chart;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of Kubernetes that a template made.
 *
 * @param all in the order in which Helm wrote them
 */
record Objects(List<JsonNode> all) {
    static Objects parse(String yaml) {
        JsonMapper json = new JsonMapper();
        Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(yaml);
        return new Objects(StreamSupport.stream(documents.spliterator(), false)
                .filter(Map.class::isInstance)
                .map(document -> json.<JsonNode>valueToTree(document))
                .toList());
    }

    List<String> kinds() {
        return all.stream()
                .map(object -> object.get("kind").asString())
                .sorted()
                .toList();
    }

    Optional<JsonNode> find(String kind) {
        return all.stream()
                .filter(object -> object.get("kind").asString().equals(kind))
                .findFirst();
    }

    JsonNode get(String kind) {
        return find(kind).orElseThrow(() -> new AssertionError(kind + " is not among " + kinds()));
    }

    /** The exporter's pod: {@code spec} of the Deployment's template. */
    JsonNode pod() {
        return get("Deployment").at("/spec/template/spec");
    }

    /** The exporter's container. */
    JsonNode container() {
        return pod().at("/containers/0");
    }

    /** A volume of the pod by its name; missing if there is none. */
    JsonNode volume(String name) {
        return pod().get("volumes")
                .valueStream()
                .filter(volume -> volume.get("name").asString().equals(name))
                .findFirst()
                .orElseGet(() -> JsonMapper.shared().missingNode());
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
