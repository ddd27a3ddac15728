package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The pods that the chart makes: what they may, and what they run. */
final class PodTest {
    @Test
    void keepTheRestrictedPodSecurityStandard() {
        Objects objects = Chart.template("{}");
        for (JsonNode pod : List.of(objects.pod(), objects.get("Pod").get("spec"))) {
            JsonNode security = pod.get("securityContext");
            JsonNode container = pod.at("/containers/0/securityContext");
            assertThat(security.get("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.get("runAsUser").asInt()).isEqualTo(65_532);
            assertThat(security.get("fsGroup").asInt()).isEqualTo(65_532);
            assertThat(security.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
            assertThat(container.get("allowPrivilegeEscalation").asBoolean()).isFalse();
            assertThat(container.get("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(Objects.texts(container.at("/capabilities/drop"))).containsExactly("ALL");
            assertThat(pod.at("/containers/0/resources/requests/memory").asString())
                    .isEqualTo("192Mi");
            assertThat(pod.at("/containers/0/resources/limits/memory").asString())
                    .isEqualTo("384Mi");
            assertThat(pod.get("automountServiceAccountToken").asBoolean()).isFalse();
        }
    }

    @Test
    void haveNoTokenUnlessAskedAndTheAnnotationsOfIrsa() {
        Objects without = Chart.template("{}");
        Objects with = Chart.template("""
                serviceAccount:
                  automountServiceAccountToken: true
                  annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/r"}
                """);
        assertThat(without.get("ServiceAccount")
                        .get("automountServiceAccountToken")
                        .asBoolean())
                .isFalse();
        assertThat(without.get("ServiceAccount").at("/metadata").has("annotations"))
                .isFalse();
        assertThat(with.get("ServiceAccount")
                        .get("automountServiceAccountToken")
                        .asBoolean())
                .isTrue();
        assertThat(with.pod().get("automountServiceAccountToken").asBoolean()).isTrue();
        assertThat(with.get("ServiceAccount")
                        .at("/metadata/annotations")
                        .get("eks.amazonaws.com/role-arn")
                        .asString())
                .isEqualTo("arn:aws:iam::123456789012:role/r");
        assertThat(with.pod().get("serviceAccountName").asString()).isEqualTo(Chart.NAME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {serviceAccount: {create: false}}               | default
            {serviceAccount: {create: false, name: mine}}   | mine
            {serviceAccount: {name: mine}}                  | mine
            """)
    void useTheServiceAccount(String values, String name) {
        assertThat(Chart.template(values).pod().get("serviceAccountName").asString())
                .isEqualTo(name);
    }

    @Test
    void areAskedWhetherTheyAreWell() {
        JsonNode container = Chart.template("{containerPort: 9000}").container();
        assertThat(container.at("/livenessProbe/httpGet/path").asString()).isEqualTo("/-/healthy");
        assertThat(container.at("/startupProbe/httpGet/path").asString()).isEqualTo("/-/healthy");
        assertThat(container.at("/readinessProbe/httpGet/path").asString()).isEqualTo("/-/ready");
        assertThat(container.at("/readinessProbe/httpGet/port").asString()).isEqualTo("http");
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(9000);
        assertThat(Objects.texts(container.get("args"))).contains("--web.listen-address=:9000");
    }

    @Test
    void runTheDaemonWithItsConfiguration() {
        Objects objects =
                Chart.template("{log: {level: debug, format: logfmt}, extraArgs: [--web.config.file=/w.yml]}");
        assertThat(Objects.texts(objects.container().get("args")))
                .containsExactly(
                        "run",
                        "--config.file=/etc/bedrock-batch-exporter/config.yml",
                        "--web.listen-address=:9743",
                        "--log.level=debug",
                        "--log.format=logfmt",
                        "--web.config.file=/w.yml");
        assertThat(objects.container().get("volumeMounts").toString())
                .contains("{\"name\":\"config\",\"mountPath\":\"/etc/bedrock-batch-exporter\",\"readOnly\":true}");
        assertThat(objects.volume("config").at("/configMap/name").asString()).isEqualTo(Chart.NAME);
    }

    @Test
    void readAConfigMapOfTheUsers() {
        Objects objects = Chart.template("{existingConfigMap: mine, existingConfigMapKey: batch.yml}");
        JsonNode map = objects.volume("config").get("configMap");
        assertThat(map.get("name").asString()).isEqualTo("mine");
        assertThat(map.at("/items/0/key").asString()).isEqualTo("batch.yml");
        assertThat(map.at("/items/0/path").asString()).isEqualTo("config.yml");
        assertThat(objects.get("Deployment")
                        .at("/spec/template/metadata/annotations")
                        .has("checksum/config"))
                .isFalse();
    }

    @Test
    void startAnewWhenTheConfigurationChanges() {
        assertThat(checksum("{}"))
                .isEqualTo(checksum("{log: {level: debug}}"))
                .isNotEqualTo(checksum("{config: {poll: {interval: 1m}}}"));
    }

    /** What a reload cannot change still starts a new pod. */
    @Test
    void reloadWhenTheConfigurationChangesIfTheyMay() {
        JsonNode annotations = annotations("{autoReload: true}");
        String store = "store: {type: memory}";

        assertThat(annotations.has("checksum/config")).isFalse();
        assertThat(annotations)
                .isEqualTo(annotations("{autoReload: true, config: {poll: {interval: 1m}}}"))
                .isNotEqualTo(annotations("{autoReload: true, config: {" + store + "}}"));
        assertThat(annotations("{autoReload: true, config: {" + store + "}}"))
                .isEqualTo(annotations("{autoReload: true, config: {poll: {interval: 1m}, " + store + "}}"));
        assertThat(Objects.texts(
                        Chart.template("{autoReload: true}").container().get("args")))
                .contains("--config.enable-auto-reload");
        assertThat(Objects.texts(Chart.template("{}").container().get("args")))
                .doesNotContain("--config.enable-auto-reload");
    }

    @Test
    void reloadAConfigMapOfTheUsers() {
        String values = "{autoReload: true, existingConfigMap: mine}";
        assertThat(annotations(values).propertyNames()).containsExactly("kubectl.kubernetes.io/default-container");
        assertThat(Objects.texts(Chart.template(values).container().get("args")))
                .contains("--config.enable-auto-reload");
        assertThat(Chart.template(values).container().get("volumeMounts").toString())
                .as("a file of a subPath does not follow its ConfigMap")
                .doesNotContain("subPath");
    }

    private static JsonNode annotations(String values) {
        return Chart.template(values).get("Deployment").at("/spec/template/metadata/annotations");
    }

    private static String checksum(String values) {
        return annotations(values).get("checksum/config").asString();
    }

    @Test
    void takeWhateverElseIsGiven() {
        Objects objects = Chart.template("""
                aws: {region: eu-west-1}
                extraEnv: [{name: A, value: b}]
                extraEnvFrom: [{secretRef: {name: s}}]
                extraVolumes: [{name: ca, secret: {secretName: ca}}]
                extraVolumeMounts: [{name: ca, mountPath: /ca}]
                extraInitContainers: [{name: before}]
                extraContainers: [{name: beside}]
                imagePullSecrets: [{name: mine}]
                global: {imagePullSecrets: [{name: shared}]}
                podLabels: {l: x}
                podAnnotations: {an: note}
                priorityClassName: high
                nodeSelector: {disk: ssd}
                tolerations: [{key: k, operator: Exists}]
                affinity: {nodeAffinity: {}}
                topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]
                """);
        JsonNode pod = objects.pod();
        assertThat(objects.container().get("env").toString())
                .isEqualTo("[{\"name\":\"AWS_REGION\",\"value\":\"eu-west-1\"},{\"name\":\"A\",\"value\":\"b\"}]");
        assertThat(objects.container().at("/envFrom/0/secretRef/name").asString())
                .isEqualTo("s");
        assertThat(objects.volume("ca").at("/secret/secretName").asString()).isEqualTo("ca");
        assertThat(objects.container().get("volumeMounts").toString()).contains("\"mountPath\":\"/ca\"");
        assertThat(pod.at("/initContainers/0/name").asString()).isEqualTo("before");
        assertThat(pod.at("/containers/1/name").asString()).isEqualTo("beside");
        assertThat(pod.get("imagePullSecrets").toString()).isEqualTo("[{\"name\":\"mine\"},{\"name\":\"shared\"}]");
        assertThat(objects.get("Deployment")
                        .at("/spec/template/metadata/labels/l")
                        .asString())
                .isEqualTo("x");
        assertThat(objects.get("Deployment")
                        .at("/spec/template/metadata/annotations/an")
                        .asString())
                .isEqualTo("note");
        assertThat(pod.get("priorityClassName").asString()).isEqualTo("high");
        assertThat(pod.at("/nodeSelector/disk").asString()).isEqualTo("ssd");
        assertThat(pod.at("/tolerations/0/key").asString()).isEqualTo("k");
        assertThat(pod.get("affinity").has("nodeAffinity")).isTrue();
        assertThat(pod.at("/topologySpreadConstraints/0/topologyKey").asString())
                .isEqualTo("zone");
    }
}
