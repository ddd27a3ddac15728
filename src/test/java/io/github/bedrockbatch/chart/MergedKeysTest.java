package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What users set beside the chart's own keys takes their place, and no key is there twice: {@link Objects} refuses one, as kustomize does,
 * and Helm 4 refuses a variable that is there twice.
 */
final class MergedKeysTest {
    @Test
    void labelsOfEveryObjectAreTheUsers() {
        Objects objects = Chart.template("""
                commonLabels: {app.kubernetes.io/part-of: platform, app.kubernetes.io/version: "7", team: search}
                podLabels: {team: ranking, app.kubernetes.io/component: exporter}
                service: {labels: {team: web}}
                persistence: {labels: {team: disk}}
                serviceMonitor: {enabled: true, additionalLabels: {team: watch, app.kubernetes.io/part-of: kps}}
                prometheusRule: {enabled: true, additionalLabels: {team: alert}}
                networkPolicy: {enabled: true}
                """);
        assertThat(objects.all())
                .hasSize(9)
                .allSatisfy(object ->
                        assertThat(label(object, "app.kubernetes.io/version")).isEqualTo("7"));
        assertThat(label(objects.get("ConfigMap"), "app.kubernetes.io/part-of")).isEqualTo("platform");
        assertThat(label(objects.get("ConfigMap"), "team")).isEqualTo("search");
        assertThat(label(objects.get("Service"), "team")).isEqualTo("web");
        assertThat(label(objects.get("PersistentVolumeClaim"), "team")).isEqualTo("disk");
        assertThat(label(objects.get("ServiceMonitor"), "team")).isEqualTo("watch");
        assertThat(label(objects.get("ServiceMonitor"), "app.kubernetes.io/part-of"))
                .isEqualTo("kps");
        assertThat(label(objects.get("PrometheusRule"), "team")).isEqualTo("alert");
        JsonNode pod = objects.get("Deployment").at("/spec/template");
        assertThat(label(pod, "team")).isEqualTo("ranking");
        assertThat(label(pod, "app.kubernetes.io/component")).isEqualTo("exporter");
        assertThat(label(pod, "app.kubernetes.io/part-of")).isEqualTo("platform");
    }

    @Test
    void annotationsOfThePodAreTheUsers() {
        JsonNode annotations = Chart.template("{podAnnotations: {checksum/config: mine, a: b}}")
                .get("Deployment")
                .at("/spec/template/metadata/annotations");
        assertThat(annotations.get("checksum/config").asString()).isEqualTo("mine");
        assertThat(annotations.get("a").asString()).isEqualTo("b");
        assertThat(annotations.get("kubectl.kubernetes.io/default-container").asString())
                .isEqualTo("exporter");
    }

    @Test
    void aRegionIsSetOnce() {
        assertThat(Chart.template(
                                "{aws: {region: us-east-1}, extraEnv: [{name: A, value: b}, {name: AWS_REGION, value: eu-west-1}]}")
                        .container()
                        .get("env"))
                .hasToString("[{\"name\":\"A\",\"value\":\"b\"},{\"name\":\"AWS_REGION\",\"value\":\"eu-west-1\"}]");
    }

    /** Otherwise a new chart with the same image would end the pod, and with Recreate leave a gap. */
    @Test
    void thePodCarriesNoVersionOfTheChart() {
        JsonNode labels = Chart.template("{}").get("Deployment").at("/spec/template/metadata/labels");
        assertThat(labels.propertyNames())
                .containsExactlyInAnyOrder(
                        "app.kubernetes.io/name",
                        "app.kubernetes.io/instance",
                        "app.kubernetes.io/component",
                        "app.kubernetes.io/part-of");
    }

    private static String label(JsonNode object, String name) {
        return object.at("/metadata/labels").get(name).asString();
    }
}
