package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the files that are made of the catalogue of keys to it. With {@code -Dgenerate} it writes them. */
@NullMarked
final class GeneratedFilesTest {
    static Stream<Arguments> files() {
        return Stream.of(
                file("config/bedrock-batch-exporter.yml", present -> ExampleDocument.file()),
                file("config/bedrock-batch-exporter.schema.json", present -> SchemaDocument.file()),
                file("helm/bedrock-batch-exporter/values.schema.json", SchemaDocument::values),
                file("docs/configuration.md", ReferenceDocument::file));
    }

    private static Arguments file(String path, UnaryOperator<String> content) {
        return Arguments.of(Path.of(path), content);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void isWhatTheCatalogueSays(Path file, UnaryOperator<String> content) throws IOException {
        String generated = content.apply(Files.readString(file));
        if (System.getProperty("generate") != null) {
            Files.writeString(file, generated);
        }
        assertThat(Files.readString(file))
                .as(file + " is made of config.Keys: write it with mvn test -Dtest=GeneratedFilesTest -Dgenerate")
                .isEqualTo(generated);
    }
}
