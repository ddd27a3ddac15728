package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The job that asks AWS before an installation or upgrade, when nothing of the release need exist yet. */
final class PreflightHookTest {
    private static final String NAME = Chart.NAME + "-preflight";

    @Test
    void isMadeOnlyIfEnabled() {
        assertThat(Chart.template("{}").all().stream().map(PreflightHookTest::name))
                .isNotEmpty()
                .doesNotContain(NAME);
    }

    /** As with the values of an earlier version of the chart. */
    @Test
    void needsNoValuesOfItsOwn() {
        assertThat(Chart.template("{preflight: null}").find("Job")).isEmpty();
        JsonNode job = Chart.template("{preflight: {enabled: true, activeDeadlineSeconds: null, backoffLimit: null}}")
                .get("Job");
        assertThat(job.at("/spec/activeDeadlineSeconds").asInt()).isEqualTo(240);
        assertThat(job.at("/spec/backoffLimit").asInt()).isZero();
    }

    @Test
    void asksAwsWithTheConfigurationOfTheExporter() {
        Objects objects = Chart.template("""
                preflight: {enabled: true, activeDeadlineSeconds: 60, backoffLimit: 2}
                config: {discovery: [{regions: [us-east-1]}]}
                """);
        JsonNode job = objects.get("Job");
        assertThat(name(job)).isEqualTo(NAME);
        assertThat(job.at("/spec/activeDeadlineSeconds").asInt()).isEqualTo(60);
        assertThat(job.at("/spec/backoffLimit").asInt()).isEqualTo(2);
        assertThat(pod(objects).get("restartPolicy").asString()).isEqualTo("Never");
        assertThat(Objects.texts(pod(objects).at("/containers/0/args")))
                .containsExactly("run", "--config.file=/etc/bedrock-batch-exporter/config.yml", "--config.check=aws");
        assertThat(pod(objects).at("/containers/0/volumeMounts/0/mountPath").asString())
                .isEqualTo("/etc/bedrock-batch-exporter");
        JsonNode map = hook(objects, "ConfigMap");
        assertThat(pod(objects).at("/volumes/0/configMap/name").asString())
                .isEqualTo(name(map))
                .isEqualTo(NAME);
        assertThat(map.at("/data/config.yml"))
                .isEqualTo(ordinary(objects, "ConfigMap").at("/data/config.yml"))
                .asString()
                .contains("us-east-1");
    }

    /** Roles are bound to the service account's name. There is none before the first installation. */
    @Test
    void usesTheServiceAccountOfTheExporterAndMakesItWhereThereIsNone() {
        Objects objects = Chart.template(
                "{preflight: {enabled: true}, serviceAccount: {annotations: {eks.amazonaws.com/role-arn: r}}}");
        JsonNode hook = hook(objects, "ServiceAccount");
        assertThat(pod(objects).get("serviceAccountName"))
                .isEqualTo(objects.pod().get("serviceAccountName"))
                .asString()
                .contains(name(hook));
        assertThat(name(hook)).isEqualTo(name(ordinary(objects, "ServiceAccount")));
        assertThat(annotation(hook, "eks.amazonaws.com/role-arn")).isEqualTo("r");
        assertThat(annotation(hook, "meta.helm.sh/release-name")).isEqualTo("test");
        assertThat(annotation(hook, "meta.helm.sh/release-namespace")).isEqualTo("monitoring");
        assertThat(hook.at("/metadata/labels")
                        .get("app.kubernetes.io/managed-by")
                        .asString())
                .isEqualTo("Helm");
        assertThat(annotation(hook, "helm.sh/hook-delete-policy"))
                .as("never deletes an account that pods use: it is made only where there is none")
                .isEqualTo("hook-succeeded,hook-failed");
    }

    /** It would be that of running pods, and to delete it would take their credentials. */
    @Test
    void makesNoServiceAccountWhereThereIsOne() {
        Objects objects = Chart.template("{preflight: {enabled: true}, global: {found: {kind: ServiceAccount}}}");
        assertThat(objects.kinds()).containsOnlyOnce("ServiceAccount");
        assertThat(ordinary(objects, "ServiceAccount").at("/metadata").has("annotations"))
                .isFalse();
        assertThat(objects.kinds()).contains("Job");
    }

    @Test
    void hooksComeInTheOrderInWhichTheyNeedEachOther() {
        Objects objects = Chart.template("{preflight: {enabled: true}}");
        assertThat(weight(objects, "ServiceAccount"))
                .isLessThan(weight(objects, "ConfigMap"))
                .isLessThan(weight(objects, "Job"));
        assertThat(weight(objects, "ConfigMap")).isLessThan(weight(objects, "Job"));
        for (String kind : new String[] {"ServiceAccount", "ConfigMap", "Job"}) {
            assertThat(annotation(hook(objects, kind), Chart.HOOK)).isEqualTo("pre-install,pre-upgrade");
        }
        assertThat(annotation(objects.get("Job"), "helm.sh/hook-delete-policy"))
                .as("a job that failed stays to be read")
                .isEqualTo("before-hook-creation,hook-succeeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{preflight: {enabled: true}, existingConfigMap: mine, existingConfigMapKey: a.yml}",
                "{preflight: {enabled: true}, existingConfigMap: mine, serviceAccount: {create: false, name: mine}}"
            })
    void whatIsTheUsersIsThereAlready(String values) {
        Objects objects = Chart.template(values);
        assertThat(objects.find("ConfigMap")).isEmpty();
        assertThat(pod(objects).at("/volumes/0/configMap"))
                .isEqualTo(objects.volume("config").get("configMap"));
        assertThat(pod(objects).get("serviceAccountName"))
                .isEqualTo(objects.pod().get("serviceAccountName"));
    }

    @Test
    void hasTheSurroundingsOfTheExporter() {
        Objects objects = Chart.template("""
                preflight: {enabled: true}
                aws: {region: eu-west-1}
                extraEnv: [{name: HTTPS_PROXY, value: "http://proxy:3128"}]
                extraEnvFrom: [{secretRef: {name: s}}]
                extraVolumes: [{name: ca, secret: {secretName: ca}}]
                extraVolumeMounts: [{name: ca, mountPath: /ca}]
                imagePullSecrets: [{name: registry}]
                nodeSelector: {disk: ssd}
                tolerations: [{key: k, operator: Exists}]
                """);
        JsonNode container = pod(objects).at("/containers/0");
        for (String field : new String[] {"image", "env", "envFrom", "resources", "securityContext"}) {
            assertThat(container.get(field))
                    .as(field)
                    .isEqualTo(objects.container().get(field));
        }
        for (String field : new String[] {
            "securityContext", "automountServiceAccountToken", "imagePullSecrets", "nodeSelector", "tolerations"
        }) {
            assertThat(pod(objects).get(field))
                    .as(field)
                    .isEqualTo(objects.pod().get(field));
        }
        assertThat(container.get("volumeMounts").toString()).contains("\"mountPath\":\"/ca\"");
        assertThat(pod(objects).get("volumes").toString()).contains("\"secretName\":\"ca\"");
    }

    /** Service, disruption budget and network policy select the exporter's pods alone. */
    @Test
    void itsPodIsNotTakenForTheExporters() {
        Objects objects = Chart.template("{preflight: {enabled: true}, podLabels: {team: search}}");
        JsonNode labels = objects.get("Job").at("/spec/template/metadata/labels");
        assertThat(labels.get("app.kubernetes.io/name").asString()).isEqualTo("bedrock-batch-exporter-preflight");
        assertThat(objects.get("Service").at("/spec/selector").get("app.kubernetes.io/name"))
                .isNotEqualTo(labels.get("app.kubernetes.io/name"));
        assertThat(labels.get("team").asString()).isEqualTo("search");
    }

    private static JsonNode pod(Objects objects) {
        return objects.get("Job").at("/spec/template/spec");
    }

    private static int weight(Objects objects, String kind) {
        return Integer.parseInt(annotation(hook(objects, kind), "helm.sh/hook-weight"));
    }

    private static JsonNode hook(Objects objects, String kind) {
        return only(objects, kind, true);
    }

    private static JsonNode ordinary(Objects objects, String kind) {
        return only(objects, kind, false);
    }

    private static JsonNode only(Objects objects, String kind, boolean isHook) {
        return objects.all().stream()
                .filter(object -> object.get("kind").asString().equals(kind))
                .filter(object -> object.at("/metadata/annotations").has(Chart.HOOK) == isHook)
                .reduce((one, other) -> {
                    throw new AssertionError(kind + ": is there twice");
                })
                .orElseThrow();
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asString();
    }

    private static String annotation(JsonNode object, String name) {
        return object.at("/metadata/annotations").path(name).asString("");
    }
}
