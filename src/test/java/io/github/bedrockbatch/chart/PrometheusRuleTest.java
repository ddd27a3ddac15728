package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The PrometheusRule is the plain rule file with the values in it. */
final class PrometheusRuleTest {
    private static final String ON = "{prometheusRule: {enabled: true}}";
    private static final String QUOTA = "BedrockBatchQuotaNearlyUsed";

    @Test
    void theDefaultsAreThoseOfTheFile() {
        Map<String, JsonNode> file = alerts(Chart.read("files/alerts.yml"));
        file.remove(QUOTA);
        Map<String, JsonNode> rule = rendered(ON);

        assertThat(rule.keySet()).isEqualTo(file.keySet());
        file.forEach((name, alert) -> {
            String expression = alert.get("expr")
                    .asString()
                    .replace(
                            "job=~\".*bedrock-batch-exporter.*\"",
                            "job=\"" + Chart.NAME + "\",namespace=\"monitoring\"");
            assertThat(rule.get(name)).as(name).isEqualTo(((ObjectNode) alert.deepCopy()).put("expr", expression));
        });
    }

    @Test
    void theAlertThatNeedsAQuotaIsOff() {
        assertThat(rendered(ON)).doesNotContainKey(QUOTA);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
            {default: 20}                          @ bedrock_batch_active_jobs{model_id!="other"}[5m] / 20 # quota > 0.8 # threshold
            {models: {nova-lite-v1:0: 100}}        @ bedrock_batch_active_jobs{model_id=~"(.*/)?nova-lite-v1:0"}[5m] / 100 # quota > 0.8 # threshold
            {default: 20, models: {nova.pro: 100}} @ bedrock_batch_active_jobs{model_id=~"(.*/)?nova\\\\.pro"}[5m] / 100 # quota > 0.8 # threshold or bedrock_batch_active_jobs{model_id!~"other|(.*/)?nova\\\\.pro"}[5m] / 20 # quota > 0.8 # threshold
            """)
    void eachModelHasItsQuota(String quota, String expected) {
        String expression = expression(rendered("""
                prometheusRule:
                  enabled: true
                  quota: %s
                  alerts: {%s: {enabled: true}}
                """.formatted(quota, QUOTA)), QUOTA);
        String shown = expression
                .replaceAll("(?m)^ *#.*$", "")
                .replaceAll("(sum|max) without \\([a-z, ]+\\) \\(|last_over_time\\(|^ *\\)|\\n *\\)|\\)$", "")
                .replace("5m])", "5m]")
                .replaceAll("\\s+", " ");
        assertThat(shown.strip()).isEqualTo(expected);
    }

    @Test
    void alertsAboutOneJobCarryTheTagsThatAreAskedFor() {
        Map<String, JsonNode> plain = rendered(ON);
        Map<String, JsonNode> tagged = rendered(
                "{config: {metrics: {tag_labels: [team, stage]}}, prometheusRule: {enabled: true, window: 2h, tagLabels: [tag_team, tag_stage], alerts: {BedrockBatchJobNoProgress: {threshold: 3h}}}}");
        tagged.forEach((name, alert) -> {
            String expression = alert.get("expr").asString();
            if (name.startsWith("BedrockBatchJob") && !name.equals("BedrockBatchJobsDropped")) {
                assertThat(expression)
                        .as(name)
                        .contains("* on (account_id, region, job_id) group_left (tag_team, tag_stage)\n")
                        .contains("group by (account_id, region, job_id, tag_team, tag_stage) (\n")
                        .contains("max_over_time(job:bedrock_batch_job_tags:timestamp[2h])  # window\n");
            } else {
                assertThat(alert).as(name).isEqualTo(plain.get(name));
            }
        });
    }

    @Test
    void theTagsOfJobsAreRecordedBeforeTheirAlerts() {
        String values =
                "{config: {metrics: {tag_labels: [team]}}, prometheusRule: {enabled: true, recordingRules: false, tagLabels: %s}}";
        JsonNode first = Chart.template(values.formatted("[tag_team]"))
                .get("PrometheusRule")
                .at("/spec/groups/0/rules/0");
        assertThat(first.get("record").asString()).isEqualTo("job:bedrock_batch_job_tags:timestamp");
        assertThat(first.get("expr").asString())
                .contains("by (account_id, region, job_id, tag_team)", "bedrock_batch_job_tags[1h])  # window\n");
        assertThat(Chart.template(values.formatted("[]")).get("PrometheusRule").toString())
                .doesNotContain("\"record\"");
    }

    @Test
    void seriesAreRecordedUnlessTheyAreNotWanted() {
        String records = "bedrock-batch-records";
        String on = Chart.template("{prometheusRule: {enabled: true, replicaLabels: [replica]}}")
                .get("PrometheusRule")
                .at("/spec/groups")
                .toString();
        assertThat(on)
                .contains(records, "\"record\":\"model:bedrock_batch_active_jobs:max\"")
                .contains("\"expr\":\"max without (replica) (\\n  last_over_time(bedrock_batch_active_jobs[5m])")
                .doesNotContain("pod, node");
        assertThat(Chart.template("{prometheusRule: {enabled: true, recordingRules: false}}")
                        .get("PrometheusRule")
                        .toString())
                .doesNotContain(records, "\"record\"");
    }

    @Test
    void theValuesKnowEveryAlertOfTheFile() {
        assertThat(Chart.read("values.yaml").at("/prometheusRule/alerts").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        alerts(Chart.read("files/alerts.yml")).keySet());
    }

    @Test
    void windowsAndThresholdsAreTheUsers() {
        Map<String, JsonNode> rule =
                alerts(Chart.template("""
                config: {retention: {terminal_jobs: 3d}}
                prometheusRule:
                  enabled: true
                  window: 2d
                  replicaLabels: [instance, replica]
                  alerts:
                    BedrockBatchJobFailed: {severity: page, for: 1m}
                    BedrockBatchJobCompletedWithErrors: {threshold: 0.25}
                    BedrockBatchJobNoProgress: {threshold: 1w}
                    BedrockBatchExporterThrottled: {threshold: 1}
                """).get("PrometheusRule").get("spec"));
        String failed = expression(rule, "BedrockBatchJobFailed");
        assertThat(failed)
                .contains("[2d])  # window\n", "> time() - 172800  # window in seconds")
                .contains("max without (instance, replica) (")
                .doesNotContain("[1h]", "3600", "container");
        assertThat(alert(rule, "BedrockBatchJobFailed").at("/labels/severity").asString())
                .isEqualTo("page");
        assertThat(alert(rule, "BedrockBatchJobFailed").get("for").asString()).isEqualTo("1m");
        assertThat(alert(rule, "BedrockBatchJobExpired").has("for")).isFalse();
        assertThat(expression(rule, "BedrockBatchJobCompletedWithErrors")).contains("> 0.25  # threshold\n");
        assertThat(expression(rule, "BedrockBatchJobNoProgress"))
                .contains("offset 1w)  # threshold\n", "> 604800  # threshold in seconds");
        assertThat(expression(rule, "BedrockBatchExporterThrottled")).contains("> 1  # threshold");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            3    |   | 3
            1    |   | 1
            null |   | 1
            null | 4 | 4
            3    | 2 | 2
            """)
    void asManyReplicasShouldBeUpAsTheValuesSay(String replicas, @Nullable String threshold, String limit) {
        String alert = threshold == null ? "{}" : "{threshold: " + threshold + "}";
        Map<String, JsonNode> rule = alerts(Chart.template("""
                replicaCount: %s
                config: {store: {type: postgresql, url: "jdbc:postgresql://db/x"}}
                prometheusRule: {enabled: true, alerts: {BedrockBatchExporterReplicasMissing: %s}}
                """.formatted(replicas, alert))
                .get("PrometheusRule")
                .get("spec"));
        assertThat(expression(rule, "BedrockBatchExporterReplicasMissing")).contains(") < " + limit + "  # threshold");
    }

    @Test
    void labelsAndLinksAreTheUsers() {
        JsonNode object = Chart.template("""
                prometheusRule:
                  enabled: true
                  namespace: prometheus
                  additionalLabels: {release: kps}
                  additionalRuleLabels: {team: ml}
                  upSelector: job="x"
                  runbookUrl: https://runbooks/batch
                  consoleUrl: https://console.amazonaws-us-gov.com
                """).get("PrometheusRule");
        Map<String, JsonNode> rule = alerts(object.get("spec"));
        JsonNode failed = alert(rule, "BedrockBatchJobFailed");
        assertThat(object.at("/metadata/namespace").asString()).isEqualTo("prometheus");
        assertThat(object.at("/metadata/labels/release").asString()).isEqualTo("kps");
        assertThat(rule.values())
                .allMatch(alert -> alert.at("/labels/team").asString("").equals("ml"));
        assertThat(failed.at("/annotations/runbook_url").asString())
                .isEqualTo("https://runbooks/batch#bedrockbatchjobfailed");
        assertThat(failed.at("/annotations/console_url").asString())
                .startsWith("https://console.amazonaws-us-gov.com/bedrock/home?region={{ $labels.region }}");
        assertThat(expression(rule, "BedrockBatchExporterDown")).contains("(up{job=\"x\"})");
    }

    @Test
    void theRunbookIsLinkedOnlyIfItIsPublished() {
        assertThat(rendered(ON)).isNotEmpty().allSatisfy((name, alert) -> {
            assertThat(alert.at("/annotations/runbook").asString()).isEqualTo(name + " in runbook.md");
            assertThat(alert.get("annotations").has("runbook_url")).isFalse();
        });
        assertThat(rendered("{prometheusRule: {enabled: true, runbookUrl: \"https://wiki/batch\"}}"))
                .isNotEmpty()
                .allSatisfy((name, alert) -> {
                    assertThat(alert.at("/annotations/runbook_url").asString())
                            .isEqualTo("https://wiki/batch#" + name.toLowerCase(Locale.ROOT));
                    assertThat(alert.get("annotations").has("runbook")).isFalse();
                });
    }

    @Test
    void alertsThatAreOffAreAbsentAndSoIsAnEmptyGroup() {
        JsonNode groups = Chart.template("""
                prometheusRule:
                  enabled: true
                  recordingRules: false
                  alerts:
                    BedrockBatchJobNoProgress: {enabled: false}
                    BedrockBatchJobsDropped: {enabled: false}
                    BedrockBatchExporterDown: {enabled: false}
                    BedrockBatchExporterReplicasMissing: {enabled: false}
                    BedrockBatchExporterTargetStale: {enabled: false}
                    BedrockBatchExporterThrottled: {enabled: false}
                    BedrockBatchExporterStoreErrors: {enabled: false}
                    BedrockBatchExporterEventsStuck: {enabled: false}
                    BedrockBatchExporterConfigReloadFailed: {enabled: false}
                    BedrockBatchExporterNotificationsFailing: {enabled: false}
                    BedrockBatchExporterManifestsFailing: {enabled: false}
                """).get("PrometheusRule").at("/spec/groups");
        assertThat(groups).hasSize(1);
        assertThat(groups.toString()).contains("BedrockBatchJobFailed").doesNotContain("\"BedrockBatchJobNoProgress\"");
    }

    private static Map<String, JsonNode> rendered(String values) {
        return alerts(Chart.template(values).get("PrometheusRule").get("spec"));
    }

    private static String expression(Map<String, JsonNode> alerts, String name) {
        return alert(alerts, name).get("expr").asString();
    }

    private static JsonNode alert(Map<String, JsonNode> alerts, String name) {
        return Optional.ofNullable(alerts.get(name)).orElseThrow(() -> new AssertionError(name + " is not there"));
    }

    private static Map<String, JsonNode> alerts(JsonNode rules) {
        Map<String, JsonNode> alerts = new TreeMap<>();
        rules.get("groups")
                .forEach(group -> group.get("rules")
                        .valueStream()
                        .filter(rule -> rule.has("alert"))
                        .forEach(rule -> alerts.put(rule.get("alert").asString(), rule)));
        return alerts;
    }
}
