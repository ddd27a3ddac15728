package io.github.bedrockbatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds docs/metrics.md to the catalogue of metrics. With {@code -Dgenerate} it writes the tables. */
final class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of("docs", "metrics.md");

    @Test
    void showsTheCatalogue() throws IOException {
        String generated = MetricsDocument.file(Files.readString(DOCUMENT));
        if (System.getProperty("generate") != null) {
            Files.writeString(DOCUMENT, generated);
        }
        assertThat(Files.readString(DOCUMENT))
                .as(DOCUMENT
                        + " is made of metrics.Metric: write it with mvn test -Dtest=MetricsDocumentTest -Dgenerate")
                .isEqualTo(generated);
    }

    @ParameterizedTest
    @EnumSource
    void aHelpIsSentencesWithoutSemicolons(Metric metric) {
        assertThat(metric.help()).doesNotContain(";").endsWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void aQueryAsksForItsMetric(Metric metric) {
        assertThat(ExampleQuery.of(metric)).containsPattern("\\b" + metric.fullName() + "(_bucket)?\\b");
    }
}
