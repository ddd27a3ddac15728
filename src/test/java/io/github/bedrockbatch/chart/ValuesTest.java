package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds together the values, their schema, and the chart's README. */
final class ValuesTest {
    private static final JsonNode VALUES = Chart.read("values.yaml");
    private static final JsonNode SCHEMA = Chart.read("values.schema.json");
    private static final String BEGIN = "<!-- values -->\n";
    private static final String END = "<!-- /values -->";

    /** What a parent chart hands down. */
    private static final Set<String> PARENTS = Set.of("global", "enabled");

    /** What no value of the defaults shows. */
    private static final Set<String> OPTIONAL =
            Set.of("for", "rollingUpdate", "medium", "matchLabels", "matchExpressions", "claims");

    @Test
    void theSchemaHasEveryValueAndNoOther() {
        Set<String> properties = new TreeSet<>(SCHEMA.get("properties").propertyNames());
        properties.removeAll(PARENTS);
        assertThat(properties).containsExactlyInAnyOrderElementsOf(VALUES.propertyNames());
        assertSame("", SCHEMA, VALUES);
    }

    private static void assertSame(String path, JsonNode schema, JsonNode values) {
        assertThat(schema.get("additionalProperties").asBoolean(true)).as(path).isFalse();
        schema.get("properties").forEachEntry((name, property) -> {
            String key = path + "." + name;
            if (values.isEmpty() || name.equals("config") || (path.isEmpty() && PARENTS.contains(name))) {
                return;
            }
            assertThat(values.has(name) || OPTIONAL.contains(name)).as(key).isTrue();
            if (property.has("properties") && values.has(name)) {
                assertSame(key, property, values.get(name));
            }
        });
    }

    @Test
    void theReadmeHasEveryValueWithItsDefault() throws IOException {
        Path file = Chart.FOLDER.resolve("README.md");
        String readme = Chart.text(file);
        String generated = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length())
                + table()
                + readme.substring(readme.indexOf(END));
        if (System.getProperty("generate") != null) {
            Files.writeString(file, generated);
        }
        assertThat(Chart.text(file))
                .as("its table is made of values.yaml and values.schema.json: write it with"
                        + " mvn test -Dtest=ValuesTest -Dgenerate")
                .isEqualTo(generated);
    }

    private static String table() {
        List<String> rows = new ArrayList<>(List.of("| value | default | meaning |", "| --- | --- | --- |"));
        addRows(rows, "", VALUES, SCHEMA);
        return String.join("\n", rows) + "\n";
    }

    private static void addRows(List<String> rows, String path, JsonNode values, JsonNode schema) {
        values.forEachEntry((name, value) -> {
            String key = path + name;
            JsonNode property = schema.get("properties").get(name);
            if (value.isObject() && !value.isEmpty() && !property.has("description")) {
                addRows(rows, key + ".", value, property);
            } else {
                assertThat(property.path("description").asString("")).as(key).isNotBlank();
                rows.add("| `" + key + "` | `" + value.toString().replace(",", ", ") + "` | "
                        + property.get("description").asString() + " |");
            }
        });
    }
}
