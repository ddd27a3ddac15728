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
        JsonNode job = Chart.template("""
                {preflight: {enabled: true, createServiceAccount: null, activeDeadlineSeconds: null, backoffLimit: null},
                 serviceAccount: {create: false}}
                """).get("Job");
        assertThat(job.at("/spec/activeDeadlineSeconds").asInt()).isEqualTo(240);
        assertThat(job.at("/spec/backoffLimit").asInt()).isZero();
    }

    @Test
    void asksAwsWithTheConfigurationOfTheExporter() {
        Objects objects = Chart.template("""
                preflight: {enabled: true, createServiceAccount: true, activeDeadlineSeconds: 600, backoffLimit: 2}
                config: {discovery: [{regions: [us-east-1]}]}
                """);
        JsonNode job = objects.get("Job");
        assertThat(name(job)).isEqualTo(NAME);
        assertThat(job.at("/spec/activeDeadlineSeconds").asInt()).isEqualTo(600);
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

    /** That of the release is not there before the first installation, and has the old annotations before an upgrade. */
    @Test
    void hasAServiceAccountOfItsOwnWithTheNewAnnotations() {
        Objects objects = Chart.template("""
                preflight: {enabled: true, createServiceAccount: true}
                serviceAccount: {annotations: {eks.amazonaws.com/role-arn: new}}
                global: {found: {metadata: {annotations: {eks.amazonaws.com/role-arn: old}}}}
                """);
        JsonNode hook = hook(objects, "ServiceAccount");
        assertThat(pod(objects).get("serviceAccountName").asString())
                .isEqualTo(name(hook))
                .isEqualTo(NAME);
        assertThat(name(ordinary(objects, "ServiceAccount")))
                .as("running pods use it, and to delete it would take their credentials")
                .isNotEqualTo(name(hook));
        assertThat(annotation(hook, "eks.amazonaws.com/role-arn")).isEqualTo("new");
        assertThat(annotation(hook, "helm.sh/hook-delete-policy")).isEqualTo("before-hook-creation,hook-succeeded");
    }

    @Test
    void usesTheServiceAccountThatIsThere() {
        Objects objects = Chart.template("""
                preflight: {enabled: true}
                serviceAccount: {annotations: {eks.amazonaws.com/role-arn: same}}
                global: {found: {metadata: {annotations: {eks.amazonaws.com/role-arn: same, other: x}}}}
                """);
        assertThat(objects.kinds()).containsOnlyOnce("ServiceAccount");
        assertThat(ordinary(objects, "ServiceAccount").at("/metadata/name"))
                .isEqualTo(pod(objects).get("serviceAccountName"));
        assertThat(Chart.template("{preflight: {enabled: true}, global: {found: {kind: ServiceAccount}}}")
                        .kinds())
                .contains("Job");
    }

    /** The job's pod would not be made, and Helm would wait until its time is over. */
    @Test
    void refusesAnInstallationWithoutAServiceAccount() {
        assertThat(Chart.refusal("{preflight: {enabled: true}}"))
                .contains("preflight.createServiceAccount: false: must be true where the service account " + Chart.NAME
                        + " is not there yet: set preflight.createServiceAccount to true and let the role trust the service"
                        + " account " + NAME + " too, or make " + Chart.NAME
                        + " yourself and set serviceAccount.create to false");
    }

    /** A first installation may have failed, or the service account have another name now. Without a cluster nobody can tell. */
    @Test
    void refusesAnUpgradeWithoutAServiceAccountWhereTheClusterIsSeen() {
        assertThat(Chart.refusal("""
                        preflight: {enabled: true}
                        serviceAccount: {name: other}
                        global: {upgrade: true, visible: {kind: ServiceAccount}}
                        """))
                .contains("preflight.createServiceAccount: false: must be true where the service account other is not"
                        + " there yet");
        assertThat(Chart.template("{preflight: {enabled: true}, global: {upgrade: true}}")
                        .kinds())
                .contains("Job");
    }

    /** It would ask AWS with a role that the exporter is not to have any more. */
    @Test
    void refusesToAskWithARoleThatIsRemoved() {
        assertThat(Chart.refusal("""
                        preflight: {enabled: true}
                        global: {upgrade: true, found: {metadata: {annotations: {eks.amazonaws.com/role-arn: old}}}}
                        """))
                .contains(
                        "serviceAccount.annotations: eks.amazonaws.com/role-arn: must be there while the preflight uses the"
                                + " service account " + Chart.NAME + ", which has \"old\": add it, or set"
                                + " preflight.createServiceAccount to true");
    }

    /** It would ask AWS with the old role, and say nothing of the new one. */
    @ParameterizedTest
    @ValueSource(strings = {"{eks.amazonaws.com/role-arn: old}", "{other: x}", "null"})
    void refusesToAskWithAnOldRole(String present) {
        assertThat(Chart.refusal("""
                        preflight: {enabled: true}
                        serviceAccount: {annotations: {eks.amazonaws.com/role-arn: new}}
                        global: {found: {metadata: {annotations: %s}}}
                        """.formatted(present)))
                .contains(
                        "serviceAccount.annotations: eks.amazonaws.com/role-arn: \"new\": must not change while the preflight"
                                + " uses the service account " + Chart.NAME);
    }

    @Test
    void hooksComeInTheOrderInWhichTheyNeedEachOther() {
        Objects objects = Chart.template("{preflight: {enabled: true, createServiceAccount: true}}");
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
                "{preflight: {enabled: true}, existingConfigMap: mine, existingConfigMapKey: a.yml, global: {found: {a: b}}}",
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
                preflight: {enabled: true, createServiceAccount: true}
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
        Objects objects =
                Chart.template("{preflight: {enabled: true, createServiceAccount: true}, podLabels: {team: search}}");
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
