package io.github.bedrockbatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds README's table of metrics to the catalogue. */
final class ReadmeMetricsTest {
    private static final String BEGIN = "<!-- metrics -->\n";
    private static final String END = "<!-- /metrics -->";

    @Test
    void readmeShowsTheCatalogue() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(BEGIN, END);
        String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
        assertThat(table.strip())
                .as("README.md between its markers; put there:%n%s", MetricCatalogue.markdown())
                .isEqualTo(MetricCatalogue.markdown().strip());
    }
}
