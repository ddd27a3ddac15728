package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What Helm makes of the chart's values, parsed. */
final class ChartTest {
    @Test
    void lintFindsNothing() {
        LintResult lint = Chart.lint();
        assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
        assertThat(lint.getMessages())
                .allMatch(message -> message.startsWith("[INFO]")
                        || message.startsWith("==>")
                        || message.contains(" 0 chart(s) failed"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                             | ConfigMap Deployment PersistentVolumeClaim Pod Service ServiceAccount
            {config: {store: {type: memory}}}                              | ConfigMap Deployment Pod Service ServiceAccount
            {persistence: {enabled: false}}                                | ConfigMap Deployment Pod Service ServiceAccount
            {persistence: {existingClaim: mine}}                           | ConfigMap Deployment Pod Service ServiceAccount
            {existingConfigMap: mine}                                      | Deployment PersistentVolumeClaim Pod Service ServiceAccount
            {serviceAccount: {create: false}}                              | ConfigMap Deployment PersistentVolumeClaim Pod Service
            {service: {enabled: false}}                                    | ConfigMap Deployment PersistentVolumeClaim ServiceAccount
            {tests: {enabled: false}}                                      | ConfigMap Deployment PersistentVolumeClaim Service ServiceAccount
            {serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}} | ConfigMap Deployment PersistentVolumeClaim Pod PrometheusRule Service ServiceAccount ServiceMonitor
            {networkPolicy: {enabled: true}}                               | ConfigMap Deployment NetworkPolicy PersistentVolumeClaim Pod Service ServiceAccount
            {replicaCount: 3, config: {store: {type: postgresql, url: "jdbc:postgresql://db/x"}}} | ConfigMap Deployment Pod PodDisruptionBudget Service ServiceAccount
            {replicaCount: 3, config: {store: {type: postgresql, url: "jdbc:postgresql://db/x"}}, podDisruptionBudget: {enabled: false}} | ConfigMap Deployment Pod Service ServiceAccount
            {podDisruptionBudget: {enabled: true}}                         | ConfigMap Deployment PersistentVolumeClaim Pod Service ServiceAccount
            {preflight: {enabled: true, createServiceAccount: true}}       | ConfigMap ConfigMap Deployment Job PersistentVolumeClaim Pod Service ServiceAccount ServiceAccount
            {preflight: {enabled: true}, serviceAccount: {create: false}, existingConfigMap: mine} | Deployment Job PersistentVolumeClaim Pod Service
            {extraManifests: [{apiVersion: v1, kind: Secret}]}             | ConfigMap Deployment PersistentVolumeClaim Pod Secret Service ServiceAccount
            """)
    void makesTheObjectsThatItsValuesSay(String values, String kinds) {
        assertThat(Chart.template(values).kinds()).containsExactly(kinds.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {fullnameOverride: exporter}     | exporter                     | monitoring
            {nameOverride: batch}            | test-batch                   | monitoring
            {nameOverride: test}             | test                         | monitoring
            {namespaceOverride: elsewhere}   | test-bedrock-batch-exporter  | elsewhere
            """)
    void namesAreTheUsers(String values, String name, String namespace) {
        for (JsonNode object : Chart.template(values).all()) {
            assertThat(object.at("/metadata/name").asString()).startsWith(name);
            assertThat(object.at("/metadata/namespace").asString()).isEqualTo(namespace);
            assertThat(object.at("/metadata/labels")
                            .get("app.kubernetes.io/instance")
                            .asString())
                    .isEqualTo("test");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                             | bedrock-batch-exporter:VERSION
            {image: {tag: v1}}                             | bedrock-batch-exporter:v1
            {image: {registry: r.io/a, repository: b/c}}   | r.io/a/b/c:VERSION
            {global: {imageRegistry: r.io}}                | r.io/bedrock-batch-exporter:VERSION
            {image: {tag: v1, digest: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}} | bedrock-batch-exporter@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            """)
    void theImageIsTheUsers(String values, String pattern) {
        String image = pattern.replace(
                "VERSION", Chart.read("Chart.yaml").get("appVersion").asString());
        Objects objects = Chart.template(values);
        assertThat(objects.container().get("image").asString()).isEqualTo(image);
        assertThat(objects.get("Pod").at("/spec/containers/0/image").asString()).isEqualTo(image);
    }

    @Test
    void everyObjectCanBeFoundByItsLabels() {
        Objects objects = Chart.template(
                "{serviceMonitor: {enabled: true}, networkPolicy: {enabled: true}, commonLabels: {team: ml}}");
        JsonNode pod = objects.get("Deployment").at("/spec/template/metadata/labels");
        assertThat(objects.all())
                .allMatch(object ->
                        object.at("/metadata/labels/team").asString("").equals("ml"));
        assertSelects(objects.get("Deployment").at("/spec/selector/matchLabels"), pod);
        assertSelects(objects.get("Service").at("/spec/selector"), pod);
        assertSelects(objects.get("NetworkPolicy").at("/spec/podSelector/matchLabels"), pod);
        assertSelects(
                objects.get("ServiceMonitor").at("/spec/selector/matchLabels"),
                objects.get("Service").at("/metadata/labels"));
        JsonNode test = objects.get("Pod").at("/metadata/labels");
        assertThat(test.get("app.kubernetes.io/name")).isNotEqualTo(pod.get("app.kubernetes.io/name"));
    }

    private static void assertSelects(JsonNode selector, JsonNode labels) {
        assertThat(selector).isNotEmpty();
        selector.forEachEntry(
                (name, value) -> assertThat(labels.get(name)).as(name).isEqualTo(value));
    }

    @Test
    void theServiceMonitorScrapesTheService() {
        Objects objects = Chart.template("""
                service: {port: 80}
                serviceMonitor:
                  {enabled: true, namespace: prometheus, additionalLabels: {release: kps}, interval: 15s, scrapeTimeout: 10s}
                """);
        JsonNode monitor = objects.get("ServiceMonitor");
        JsonNode endpoint = monitor.at("/spec/endpoints/0");
        assertThat(monitor.at("/metadata/namespace").asString()).isEqualTo("prometheus");
        assertThat(monitor.at("/metadata/labels/release").asString()).isEqualTo("kps");
        assertThat(Objects.texts(monitor.at("/spec/namespaceSelector/matchNames")))
                .containsExactly("monitoring");
        assertThat(endpoint.get("port").asString())
                .isEqualTo(objects.get("Service").at("/spec/ports/0/name").asString());
        assertThat(endpoint.get("path").asString()).isEqualTo("/metrics");
        assertThat(endpoint.get("interval").asString()).isEqualTo("15s");
        assertThat(endpoint.get("scrapeTimeout").asString()).isEqualTo("10s");
    }

    @Test
    void theTestAsksTheServiceByTheImagesHealthcheck() {
        JsonNode pod = Chart.template("{service: {port: 80}}").get("Pod");
        assertThat(pod.at("/metadata/annotations").get(Chart.HOOK).asString()).isEqualTo("test");
        assertThat(Objects.texts(pod.at("/spec/containers/0/args")))
                .containsExactly("healthcheck", "--web.listen-address=" + Chart.NAME + ".monitoring.svc:80");
        assertThat(pod.at("/spec/restartPolicy").asString()).isEqualTo("Never");
    }

    @Test
    void theNetworkPolicyLetsScrapesInAndAwsOut() {
        JsonNode open = Chart.template("{networkPolicy: {enabled: true}}")
                .get("NetworkPolicy")
                .get("spec");
        JsonNode narrow = Chart.template("""
                networkPolicy:
                  enabled: true
                  ingress: {from: [{namespaceSelector: {matchLabels: {name: prometheus}}}]}
                  egress: {enabled: true, extra: [{ports: [{port: 5432}]}]}
                """).get("NetworkPolicy").get("spec");
        assertThat(Objects.texts(open.get("policyTypes"))).containsExactly("Ingress");
        assertThat(open.at("/ingress/0/ports/0/port").asString()).isEqualTo("http");
        assertThat(open.at("/ingress/0").has("from")).isFalse();
        assertThat(Objects.texts(narrow.get("policyTypes"))).containsExactly("Ingress", "Egress");
        assertThat(narrow.at("/ingress/0/from")).hasSize(2);
        assertThat(narrow.at("/egress").toString())
                .contains("\"port\":53", "\"port\":443", "169.254.170.23/32", "\"port\":5432");
    }
}
