package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.Regions;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exporter reads from the ConfigMap what was written in the values, whatever Helm made of it on the way. */
final class ConfigTest {
    private static final ConfigLoader LOADER = new ConfigLoader(Regions::isKnown);

    @ParameterizedTest
    @ValueSource(strings = {"config/bedrock-batch-exporter.yml", "config/discovery.yml", "config/jobs-by-arn.yml"})
    void theExamplesArriveAsTheyAre(Path file) throws ConfigException {
        assertArrives(Chart.text(file));
        assertArrives(Chart.text(file).replaceAll("(?m)^( *)#(?! \\S)", "$1"));
    }

    @Test
    void numbersAndHardTextsArriveAsTheyAre() throws ConfigException {
        assertArrives("""
                poll: {interval: 90s, max_requests_per_second: 0.5}
                discovery:
                  - {regions: [all], name_regex: "yes", model_regex: '#x: {{ .Values }} | \\d+ "q" $$'}
                aws: {profile: "0123", endpoint_urls: {sts: "http://h:1"}, fips: true}
                retention: {max_jobs: 1000000}
                events: {include_message: false}
                """);
    }

    @Test
    void anEmptyOneIsTheDefault() throws ConfigException {
        assertThat(LOADER.load(mounted("{}"), "config.yml", Map.of())).isEqualTo(Configuration.defaults());
    }

    private static void assertArrives(String config) throws ConfigException {
        String values = "config:\n" + (config.isBlank() ? "" : config.indent(2));
        assertThat(LOADER.load(mounted(values), "config.yml", Map.of()))
                .isEqualTo(LOADER.load(config, "values.yaml", Map.of()));
    }

    private static String mounted(String values) {
        return Chart.template(values)
                .get("ConfigMap")
                .get("data")
                .get("config.yml")
                .asString();
    }
}
