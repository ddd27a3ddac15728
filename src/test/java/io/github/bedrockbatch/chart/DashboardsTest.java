package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards reach Grafana as they lie, with the user's addresses in their links. */
final class DashboardsTest {
    private static final String ON = "{dashboards: {enabled: true}}";
    private static final String RULES = "{prometheusRule: {enabled: true, grafanaUrl: \"%s\"}}";

    @Test
    void thereAreNoneUnlessTheyAreWanted() {
        assertThat(maps(Chart.template("{}"))).isEmpty();
        assertThat(maps(Chart.template(ON))).hasSize(3);
        assertThat(Chart.template(ON).find("GrafanaDashboard")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet", "job", "exporter"})
    void eachIsTheFile(String name) {
        JsonNode map = map(Chart.template(ON), name);

        assertThat(map.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
        assertThat(map.at("/metadata/namespace").asString()).isEqualTo("monitoring");
        assertThat(board(map, name)).isEqualTo(Chart.read("files/dashboards/" + name + ".json"));
    }

    @Test
    void addressesAreTheUsers() {
        Objects objects = Chart.template("""
                prometheusRule: {consoleUrl: "https://console.amazonaws-us-gov.com"}
                dashboards:
                  enabled: true
                  namespace: grafana
                  labels: {grafana_dashboard: null, team: search}
                  annotations: {grafana_folder: Bedrock}
                  exporterUrl: https://exporter.example.com/batch/
                """);
        JsonNode map = map(objects, "job");

        assertThat(board(map, "job").toString())
                .contains("\"https://exporter.example.com/batch\"", "https://console.amazonaws-us-gov.com/bedrock/")
                .doesNotContain("127.0.0.1", "console.aws.amazon.com");
        assertThat(map.at("/metadata/namespace").asString()).isEqualTo("grafana");
        assertThat(map.at("/metadata/labels/team").asString()).isEqualTo("search");
        assertThat(map.at("/metadata/labels").has("grafana_dashboard")).isFalse();
        assertThat(map.at("/metadata/annotations/grafana_folder").asString()).isEqualTo("Bedrock");
    }

    @Test
    void theOperatorReadsTheConfigMaps() {
        Objects objects = Chart.template(
                "{dashboards: {enabled: true, grafanaOperator: {enabled: true, folder: Bedrock, instanceSelector: {matchLabels: {a: b}}}}}");
        List<JsonNode> boards = objects.all().stream()
                .filter(object -> object.get("kind").asString().equals("GrafanaDashboard"))
                .toList();

        assertThat(boards).hasSize(3).allSatisfy(board -> {
            JsonNode spec = board.get("spec");
            JsonNode map = maps(objects).stream()
                    .filter(each -> each.at("/metadata/name").equals(spec.at("/configMapRef/name")))
                    .findFirst()
                    .orElseThrow();
            assertThat(map.get("data").has(spec.at("/configMapRef/key").asString()))
                    .isTrue();
            assertThat(map.at("/metadata/namespace")).isEqualTo(board.at("/metadata/namespace"));
            assertThat(spec.get("folder").asString()).isEqualTo("Bedrock");
            assertThat(spec.at("/instanceSelector/matchLabels/a").asString()).isEqualTo("b");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BedrockBatchJobFailed    | /d/bedrock-batch-job?var-account_id={{ $labels.account_id }}&var-region={{ $labels.region }}&var-job_id={{ $labels.job_id }}
            BedrockBatchJobNotFound  | /d/bedrock-batch-job?var-account_id={{ $labels.account_id }}&var-region={{ $labels.region }}&var-job_id={{ $labels.job_id }}
            BedrockBatchExporterDown | /d/bedrock-batch-exporter
            BedrockBatchJobsDropped  | /d/bedrock-batch-exporter
            """)
    void alertsLinkToTheirBoard(String alert, String path) {
        String rules = Chart.template(RULES.formatted("https://grafana.example.com/g/"))
                .get("PrometheusRule")
                .toString();

        assertThat(rules.substring(
                        rules.indexOf("\"" + alert + "\""),
                        rules.indexOf("\"expr\"", rules.indexOf("\"" + alert + "\""))))
                .contains("\"dashboard_url\":\"https://grafana.example.com/g" + path + "\"");
    }

    @Test
    void anAlertAboutAModelLinksToTheFleet() {
        String rules = Chart.template(
                        "{prometheusRule: {enabled: true, grafanaUrl: \"https://g\", quota: {default: 20}, alerts: {BedrockBatchQuotaNearlyUsed: {enabled: true}}}}")
                .get("PrometheusRule")
                .toString();

        assertThat(rules)
                .contains(
                        "\"https://g/d/bedrock-batch-fleet?var-account_id={{ $labels.account_id }}&var-region={{ $labels.region }}\"");
    }

    @Test
    void alertsHaveNoLinkWithoutAGrafana() {
        assertThat(Chart.template(RULES.formatted("")).get("PrometheusRule").toString())
                .doesNotContain("dashboard_url", "/d/");
    }

    @Test
    void notesSayWhatTheSidecarMustSelect() {
        assertThat(Chart.notes(ON)).contains("{\"grafana_dashboard\":\"1\"}", "watch namespace monitoring");
        assertThat(Chart.notes("{}")).doesNotContain("Dashboards:");
    }

    private static List<JsonNode> maps(Objects objects) {
        return objects.all().stream()
                .filter(object -> object.get("kind").asString().equals("ConfigMap"))
                .filter(object -> object.at("/metadata/name").asString().contains("-dashboard-"))
                .toList();
    }

    private static JsonNode map(Objects objects, String name) {
        return maps(objects).stream()
                .filter(map -> map.at("/metadata/name").asString().equals(Chart.NAME + "-dashboard-" + name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode board(JsonNode map, String name) {
        return JsonMapper.shared()
                .readTree(map.get("data").get("bedrock-batch-" + name + ".json").asString());
    }
}
