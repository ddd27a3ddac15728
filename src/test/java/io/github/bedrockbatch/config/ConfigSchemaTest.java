package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema takes and refuses what the loader does, where a schema can say it. */
@NullMarked
final class ConfigSchemaTest {
    /** Of regions that exist, lengths of time, RE2, and and numbers as they were spelt. */
    private static final List<String> UNSAYABLE = List.of(
            "must be in an AWS region",
            "\": must be from ",
            "must be a duration of less than 292 years",
            "must be a regular expression in RE2's syntax",
            "must not repeat anything",
            "must give each tag a label of its own",
            "\"1e3\": must be a whole number");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config/bedrock-batch-exporter.yml",
                "config/discovery.yml",
                "config/jobs-by-arn.yml",
                "config/postgresql.yml"
            })
    void takesTheReferenceAndTheExamples(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(ConfigSchema.errors(text)).isEmpty();
        assertThat(ConfigSchema.errors(ExampleDocument.uncommented(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GoodValuesTest.EXAMPLE_JOBS,
                GoodValuesTest.EXAMPLE_DISCOVERY,
                "poll:\naws:",
                "jobs: [\"${ARN}\"]",
                "retention: {max_jobs: \"${MAX_JOBS}\"}",
                "events: {include_message: \"${INCLUDE}\"}",
                "poll: {interval: \"${INTERVAL}\", max_requests_per_second: \"${RATE}\"}",
                "store: {type: \"${TYPE}\", url: \"${URL}\"}",
                "store: {type: postgresql, url: \"jdbc:postgresql://db/x?sslmode=verify-full\", schema: _x1, max_connections: 100}"
            })
    void takesGoodValues(String text) {
        assertThat(ConfigSchema.errors(text)).isEmpty();
    }

    @Test
    void takesEverything() {
        assertThat(ConfigSchema.errors(GoodValuesTest.EVERYTHING)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badValues")
    void refusesBadValues(String text, String error) {
        boolean bareAccount = text.contains("accounts: [123456789012]");
        if (UNSAYABLE.stream().anyMatch(error::contains) && !bareAccount) {
            assertThat(ConfigSchema.errors(text)).as(error).isEmpty();
        } else {
            assertThat(ConfigSchema.errors(text)).as(error).isNotEmpty();
        }
    }

    static Stream<Arguments> badValues() throws NoSuchMethodException {
        CsvSource table = BadValuesTest.class
                .getDeclaredMethod("oneWrongValueIsOneError", String.class, String.class)
                .getAnnotation(CsvSource.class);
        return table.textBlock()
                .lines()
                .map(row -> row.split(" +\\| ", 2))
                .map(columns -> Arguments.of(columns[0].strip(), columns[1].strip()));
    }
}
