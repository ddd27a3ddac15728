package io.github.bedrockbatch.config;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of the configuration, and what it says of texts. */
@NullMarked
final class ConfigSchema {
    private static final JsonMapper JSON = new JsonMapper();

    static final JsonNode ROOT = JSON.readTree(Path.of("config/bedrock-batch-exporter.schema.json"));

    private static final Schema VALIDATOR =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(ROOT);

    private ConfigSchema() {}

    /** What is wrong with a text in YAML; an empty one has nothing wrong. */
    static List<String> errors(String yaml) {
        JsonNode document = tree(yaml);
        return document.isNull()
                ? List.of()
                : VALIDATOR.validate(document).stream().map(Object::toString).toList();
    }

    static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }
}
