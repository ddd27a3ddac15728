package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Several replicas on one PostgreSQL: how they are replaced, spread and evicted. */
final class ReplicasTest {
    private static final String STORE = "config: {store: {type: postgresql, url: \"jdbc:postgresql://db/x\"}}";
    private static final String SELECTOR = "{\"matchLabels\":{\"app.kubernetes.io/instance\":\"test\","
            + "\"app.kubernetes.io/name\":\"bedrock-batch-exporter\"}}";

    /** What is not written has no owner with Helm 4, which then cannot remove it when the type changes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {replicaCount: 3, STORE}                                       | {"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}
            {STORE}                                                        | {"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}
            {replicaCount: 3, existingConfigMap: mine, persistence: {enabled: false}} | {"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}
            {strategy: {rollingUpdate: {maxUnavailable: 25%}}, STORE}      | {"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":"25%"}}
            {strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 2}}, STORE} | {"type":"RollingUpdate","rollingUpdate":{"maxSurge":0,"maxUnavailable":2}}
            {strategy: {type: Recreate}, STORE}                            | {"type":"Recreate"}
            {}                                                             | {"type":"Recreate"}
            {persistence: {enabled: false}}                                | {"type":"Recreate"}
            {config: {store: {type: memory}}}                              | {"type":"Recreate"}
            {existingConfigMap: mine, persistence: {enabled: false}}       | {"type":"Recreate"}
            {strategy: {type: RollingUpdate}, config: {store: {type: memory}}} | {"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}
            """)
    void areReplacedAsTheStoreAllows(String values, String strategy) {
        assertThat(deployment(values).get("strategy")).hasToString(strategy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {replicaCount: 3, STORE}    | 3
            {replicaCount: 0, STORE}    | 0
            {replicaCount: null, STORE} |
            """)
    void areAsManyAsTheValueSaysOrAsSomethingElseDecides(String values, String replicas) {
        assertThat(deployment(values).path("replicas").asString(null)).isEqualTo(replicas);
    }

    @Test
    void countAsAvailableOnceTheyWereReadyForLongEnough() {
        JsonNode spec = deployment(
                "{replicaCount: 2, minReadySeconds: 15, lifecycle: {preStop: {sleep: {seconds: 5}}}, STORE}");
        assertThat(spec.get("minReadySeconds").asInt()).isEqualTo(15);
        assertThat(spec.at("/template/spec/containers/0/lifecycle/preStop/sleep/seconds")
                        .asInt())
                .isEqualTo(5);
        assertThat(deployment("{STORE}").has("minReadySeconds")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{replicaCount: 3, STORE}", "{replicaCount: null, STORE}"})
    void areSpreadOverZonesAndNodesButNeverWaitForOne(String values) {
        JsonNode spec = deployment(values);
        JsonNode constraints = spec.at("/template/spec/topologySpreadConstraints");
        assertThat(constraints
                        .valueStream()
                        .map(constraint -> constraint.get("topologyKey").asString()))
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(constraints).allSatisfy(constraint -> {
            assertThat(constraint.get("maxSkew").asInt()).isEqualTo(1);
            assertThat(constraint.get("whenUnsatisfiable").asString()).isEqualTo("ScheduleAnyway");
            assertThat(Objects.texts(constraint.get("matchLabelKeys"))).containsExactly("pod-template-hash");
            assertThat(constraint.get("labelSelector")).hasToString(SELECTOR);
        });
    }

    @Test
    void areSpreadAsTheValuesSay() {
        assertThat(deployment("{STORE}").at("/template/spec").has("topologySpreadConstraints"))
                .isFalse();
        JsonNode constraints = deployment("""
                {replicaCount: 3, STORE, topologySpreadConstraints: [
                  {maxSkew: 2, topologyKey: rack, whenUnsatisfiable: DoNotSchedule},
                  {maxSkew: 1, topologyKey: row, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {a: b}}}]}
                """).at("/template/spec/topologySpreadConstraints");
        assertThat(constraints).hasSize(2);
        assertThat(constraints.at("/0/topologyKey").asString()).isEqualTo("rack");
        assertThat(constraints.at("/0/labelSelector")).hasToString(SELECTOR);
        assertThat(constraints.at("/0").has("matchLabelKeys")).isFalse();
        assertThat(constraints.at("/1/labelSelector/matchLabels")).hasToString("{\"a\":\"b\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {replicaCount: 3, STORE}                                                    | {"maxUnavailable":1,"unhealthyPodEvictionPolicy":"AlwaysAllow"}
            {replicaCount: null, STORE}                                                 | {"maxUnavailable":1,"unhealthyPodEvictionPolicy":"AlwaysAllow"}
            {replicaCount: 3, podDisruptionBudget: {minAvailable: 2}, STORE}            | {"minAvailable":2,"unhealthyPodEvictionPolicy":"AlwaysAllow"}
            {replicaCount: 3, podDisruptionBudget: {minAvailable: 50%}, STORE}          | {"minAvailable":"50%","unhealthyPodEvictionPolicy":"AlwaysAllow"}
            {replicaCount: 3, podDisruptionBudget: {maxUnavailable: 2, unhealthyPodEvictionPolicy: IfHealthyBudget}, STORE} | {"maxUnavailable":2,"unhealthyPodEvictionPolicy":"IfHealthyBudget"}
            """)
    void areEvictedOneAtATimeUnlessTheyAreNotReady(String values, String budget) {
        var spec = Chart.template(with(values))
                .get("PodDisruptionBudget")
                .get("spec")
                .deepCopy();
        assertThat(((ObjectNode) spec).remove(List.of("selector"))).hasToString(budget);
    }

    private static JsonNode deployment(String values) {
        return Chart.template(with(values)).get("Deployment").get("spec");
    }

    private static String with(String values) {
        return values.replace("STORE", STORE);
    }
}
