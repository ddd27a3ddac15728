package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Where the exporter's pod keeps state. */
final class StateTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{persistence: {existingClaim: mine}}", "{existingConfigMap: mine}"})
    void isOnAVolumeThatOnePodHas(String values) {
        Objects objects = Chart.template(values);
        assertThat(objects.volume("data").at("/persistentVolumeClaim/claimName").asString())
                .isEqualTo(values.contains("Claim") ? "mine" : Chart.NAME);
        assertThat(objects.container().get("volumeMounts").toString())
                .contains("{\"name\":\"data\",\"mountPath\":\"/var/lib/bedrock-batch-exporter/data\"}");
        assertThat(objects.get("Deployment").at("/spec/strategy/type").asString())
                .isEqualTo("Recreate");
        assertThat(objects.get("Deployment").at("/spec/replicas").asInt()).isEqualTo(1);
    }

    @Test
    void isInAnEmptyDirOrInMemory() {
        Objects emptyDir = Chart.template("{persistence: {enabled: false, emptyDir: {sizeLimit: 2Gi}}}");
        assertThat(emptyDir.volume("data").at("/emptyDir/sizeLimit").asString()).isEqualTo("2Gi");
        Objects memory = Chart.template("{config: {store: {type: memory}}}");
        assertThat(memory.volume("data").isMissingNode()).isTrue();
        assertThat(memory.container().get("volumeMounts").toString()).doesNotContain("\"data\"");
    }

    /** Otherwise another store, no persistence or another name would delete what was seen. */
    @Test
    void isNotDeletedByHelm() {
        JsonNode claim = Chart.template("{persistence: {annotations: {a: b}}}").get("PersistentVolumeClaim");
        assertThat(claim.at("/metadata/annotations")).hasToString("{\"a\":\"b\",\"helm.sh/resource-policy\":\"keep\"}");
        assertThat(Chart.template("{persistence: {annotations: {helm.sh/resource-policy: null}}}")
                        .get("PersistentVolumeClaim")
                        .get("metadata")
                        .has("annotations"))
                .isFalse();
    }

    @Test
    void theClaimIsTheUsers() {
        JsonNode claim = Chart.template("""
                persistence: {storageClassName: "-", size: 5Gi, annotations: {helm.sh/resource-policy: delete, c: d}, labels: {a: b}}
                """).get("PersistentVolumeClaim");
        assertThat(claim.at("/spec/storageClassName").asString()).isEmpty();
        assertThat(claim.at("/spec/resources/requests/storage").asString()).isEqualTo("5Gi");
        assertThat(claim.at("/metadata/annotations")
                        .get("helm.sh/resource-policy")
                        .asString())
                .isEqualTo("delete");
        assertThat(claim.at("/metadata/labels/a").asString()).isEqualTo("b");
        assertThat(Chart.template("{persistence: {storageClassName: gp3}}")
                        .get("PersistentVolumeClaim")
                        .at("/spec/storageClassName")
                        .asString())
                .isEqualTo("gp3");
    }
}
