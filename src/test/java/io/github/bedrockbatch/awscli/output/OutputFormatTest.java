package io.github.bedrockbatch.awscli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Compares with what the AWS CLI's own formatters gave for the same trees: {@code outputs.json} holds the results of
 * {@code awscli.formatter} and {@code awscli.text}, and of ruamel.yaml 0.17 with libyaml; null where they failed.
 */
class OutputFormatTest {
    private static final JsonNode RECORDED = Trees.resource("outputs.json");
    private static final String RESET = "\033[0m";

    @ParameterizedTest
    @EnumSource(value = OutputFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void writesWhatTheAwsCliWrites(OutputFormat format) {
        String key = format.name().toLowerCase(Locale.ROOT).replace('_', '-');
        int compared = 0;
        for (JsonNode recorded : RECORDED) {
            if (recorded.has(key)) {
                compared++;
                assertThat(written(format, recorded.get("tree")))
                        .as("%s", recorded.get("tree"))
                        .isEqualTo(recorded.get(key).stringValue(null));
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void writesNothingWhenOff() {
        assertThat(OutputFormat.OFF.write(List.of("a"), () -> layout(80, false)))
                .isEmpty();
    }

    @Test
    void givesAnAnchorToWhatOccursTwice() {
        Map<String, Object> twice = Map.of("x", List.of(1L));
        assertThat(OutputFormat.YAML.write(List.of(twice, twice, Map.of("y", twice)), () -> layout(80, false)))
                .isEqualTo("- &id001\n  x:\n  - 1\n- *id001\n- y: *id001\n");
    }

    @Test
    void coloursTablesAsTheAwsCliDoes() {
        assertThat(OutputFormat.TABLE.write(Map.of("a", Map.of("k", "v")), () -> layout(80, true)))
                .startsWith("-----------------------\n" + RESET + RESET)
                .contains("|  \033[1m\033[34mk" + RESET + "     |", "\033[2m\033[33m|" + RESET);
    }

    @Test
    void turnsSingleRowsUprightOnlyWhereTheyAreTooWide() {
        Map<String, Object> row = Map.of("a", "x".repeat(60), "b", "y".repeat(60));
        assertThat(OutputFormat.TABLE.write(row, () -> layout(80, false)).lines())
                .hasSize(6);
        assertThat(OutputFormat.TABLE.write(row, () -> layout(200, false)).lines())
                .hasSize(7)
                .anySatisfy(line -> assertThat(line).contains("x".repeat(60), "y".repeat(60)));
    }

    @Test
    void knowsItsWords() {
        assertThat(OutputFormat.words()).containsExactly("json", "text", "table", "yaml", "yaml-stream", "off");
        assertThat(OutputFormat.of("yaml-stream")).contains(OutputFormat.YAML_STREAM);
        assertThat(OutputFormat.of("xml")).isEmpty();
    }

    @Test
    void refusesAQueryThatIsNone() {
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> Query.parse("a["))
                .withMessageStartingWith("a[: ");
    }

    private static @Nullable String written(OutputFormat format, JsonNode tree) {
        try {
            return format.write(Trees.tree(tree), () -> layout(80, false));
        } catch (OutputException e) {
            return null;
        }
    }

    private static TableLayout layout(int width, boolean coloured) {
        return new TableLayout("GetModelInvocationJob", width, coloured);
    }
}
