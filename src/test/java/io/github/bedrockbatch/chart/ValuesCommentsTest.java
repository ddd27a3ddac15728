package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.chart.CommentedValues.Entry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Holds the comments of values.yaml to the schema, and their examples to the chart. */
final class ValuesCommentsTest {
    private static final CommentedValues VALUES = CommentedValues.read();
    private static final JsonNode SCHEMA = Chart.read("values.schema.json");

    /** The schema of config is made of the catalogue of keys and says what holds for all of them. */
    private static final Set<String> OTHERWISE = Set.of("config");

    static List<Entry> described() {
        return VALUES.entries().stream()
                .filter(entry -> entry.description() != null)
                .toList();
    }

    static List<Entry> empty() {
        return VALUES.entries().stream().filter(Entry::isEmpty).toList();
    }

    @ParameterizedTest
    @MethodSource("described")
    void theDescriptionIsThatOfTheSchema(Entry entry) {
        if (OTHERWISE.contains(entry.path())) {
            return;
        }
        assertThat(entry.description())
                .isEqualTo(schema(entry).path("description").asString(""));
    }

    /** A value that the README describes in its table is described above its key. */
    @Test
    void everyValueIsDescribed() {
        List<String> missing = VALUES.entries().stream()
                .filter(entry -> entry.description() == null)
                .filter(entry -> schema(entry).has("description"))
                .map(Entry::path)
                .filter(path -> described().stream().noneMatch(parent -> path.startsWith(parent.path() + ".")))
                .toList();
        assertThat(missing)
                .as("these have no line \"# -- \" with the description of the schema")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("empty")
    void anEmptyValueHasAnExampleThatTheChartTakes(Entry entry) {
        assertThat(VALUES.example(entry)).as(entry.path()).isNotEmpty();
        JsonNode given =
                Chart.tree(VALUES.withExample(entry)).at("/" + entry.path().replace('.', '/'));
        assertThat(given).as(entry.path()).isNotEmpty();
        assertThat(Chart.template(VALUES.withExample(entry)).kinds()).contains("Deployment");
    }

    private static JsonNode schema(Entry entry) {
        JsonNode node = SCHEMA;
        for (String name : entry.path().split("\\.", -1)) {
            node = node.path("properties").path(name);
        }
        return node;
    }
}
