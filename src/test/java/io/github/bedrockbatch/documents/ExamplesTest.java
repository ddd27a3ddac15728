package io.github.bedrockbatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.documents.Document.Code;
import io.github.bedrockbatch.simulator.FleetLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the examples in the documents to what the program reads and writes. */
final class ExamplesTest {
    private static final Path FILES = Path.of("helm", "bedrock-batch-exporter", "files");
    private static final Set<String> SECTIONS =
            Names.keys().stream().map(key -> key.replaceFirst("[.\\[].*", "")).collect(Collectors.toSet());
    private static final Pattern ALERT = Pattern.compile("(?ms)^ +- alert: (\\w+)$.*?^ +severity: (\\w+)$");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| \\[`(\\w+)`]\\(\\.\\./helm/bedrock-batch-exporter/files/runbook\\.md#\\w+\\) \\| (\\w+)");

    static Stream<Code> configurations() {
        return Document.own().stream()
                .flatMap(document -> document.code().stream())
                .filter(code -> code.language().equals("yaml"))
                .filter(code -> yaml(code) instanceof Map<?, ?> map && SECTIONS.containsAll(map.keySet()));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void configurationsCanBeLoaded(Code code) throws ConfigException {
        Map<String, String> environment = Map.of("EXTERNAL_ID", "an-id");
        assertThat(new ConfigLoader(region -> true).load(code.text(), "example.yml", environment))
                .isNotNull();
    }

    @Test
    void theScriptOfTheSimulatorCanBePlayed() {
        assertThat(Document.of(Path.of("docs/simulator.md")).code().stream()
                        .filter(code ->
                                code.language().equals("yaml") && code.text().startsWith("speed"))
                        .map(code -> FleetLoader.parse(code.text(), Instant.EPOCH)))
                .hasSize(1);
    }

    @Test
    void readmeShowsTheLeastPolicy() throws IOException {
        assertThat(json("README.md").filter(node -> node.has("Statement")))
                .containsExactly(new JsonMapper().readTree(Files.readString(Path.of("config/iam/exporter.json"))));
    }

    /** Each field of each example has a row, and no row is about a field that no example has but for those that are rare. */
    @Test
    void theFieldsOfEventsAreExplained() {
        Set<String> explained = Document.of(Path.of("docs/events.md"))
                .text()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 2)))
                .flatMap(cell -> Pattern.compile("`([\\w@.]+)`").matcher(cell).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        List<JsonNode> events = json("docs/events.md").toList();
        Set<String> shown =
                events.stream().flatMap(event -> event.propertyNames().stream()).collect(Collectors.toSet());

        assertThat(events)
                .extracting(event -> event.path("event").asString(""))
                .contains("job_transition", "job_settled", "job_manifest");
        assertThat(explained).containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void theTableOfAlertsIsThatOfTheRules() throws IOException {
        List<String> alerts = pairs(ALERT, Files.readString(FILES.resolve("alerts.yml")));
        assertThat(pairs(ROW, Document.of(Path.of("docs/alerts.md")).text()))
                .containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(Document.of(Path.of("README.md")).text()).contains("has " + alerts.size() + " [alerts]");
    }

    private static List<String> pairs(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }

    private static Stream<JsonNode> json(String document) {
        return Document.of(Path.of(document)).code().stream()
                .filter(code -> code.language().equals("json"))
                .map(Code::text)
                .filter(Predicate.not(text -> text.contains("…")))
                .map(text -> new JsonMapper().readTree(text));
    }

    private static Object yaml(Code code) {
        return new Load(LoadSettings.builder().build()).loadFromString(code.text());
    }
}
