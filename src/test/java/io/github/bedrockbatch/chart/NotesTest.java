package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What whoever installs the chart reads. */
final class NotesTest {
    @Test
    void sayHowToSeeTheFirstMetric() {
        assertThat(Chart.notes("{}"))
                .contains("port-forward service/" + Chart.NAME + " 9743")
                .contains(
                        "curl -sS --retry 9 --retry-all-errors http://127.0.0.1:9743/metrics | grep '^bedrock_batch_exporter_poll_last_success'")
                .contains("helm test test --namespace monitoring")
                .contains("config is empty. The exporter watches the pod's own account in its own region: each new job")
                .contains("on the volume of the claim " + Chart.NAME)
                .contains("Access to AWS: ");
        assertThat(Chart.notes("{service: {port: 80}, config: {poll: {interval: 1m}}}"))
                .contains("port-forward service/" + Chart.NAME + " 8080:80", "http://127.0.0.1:8080/metrics")
                .doesNotContain("config is empty");
        assertThat(Chart.notes("{service: {enabled: false}}"))
                .contains("port-forward deployment/" + Chart.NAME + " 9743")
                .doesNotContain("helm test");
    }

    @Test
    void sayWhatItCostsToKeepNoState() {
        assertThat(Chart.notes("{persistence: {enabled: false}}"))
                .contains(
                        "State is kept in an emptyDir",
                        "lost with the pod",
                        "Counters then begin at 0",
                        "reported again")
                .doesNotContain("claim");
        assertThat(Chart.notes("{existingConfigMap: mine, persistence: {enabled: false}}"))
                .contains("State is kept where your configuration says")
                .doesNotContain("claim");
        assertThat(Chart.notes("{config: {store: {type: memory}}}"))
                .contains("State is kept in memory", "Counters then begin at 0")
                .doesNotContain("claim");
    }

    @Test
    void sayThatHelmNeverDeletesTheClaim() {
        assertThat(Chart.notes("{}"))
                .contains("Helm never deletes the claim", "kubectl --namespace monitoring delete pvc " + Chart.NAME);
        assertThat(Chart.notes("{persistence: {annotations: {helm.sh/resource-policy: null}}}"))
                .doesNotContain("Helm never deletes the claim");
    }

    @Test
    void sayWhatPostgresqlNeeds() {
        String store = "config: {store: {type: postgresql, url: \"jdbc:postgresql://db/x?password=secret\"}}";
        assertThat(Chart.notes("{replicaCount: 3, database: {existingSecret: db}, " + store + "}"))
                .contains("State is kept in PostgreSQL", "Replicas share it")
                .contains("the key password of Secret db", "a changed password needs no restart")
                .doesNotContain("emptyDir", "password=secret");
        assertThat(Chart.notes("{" + store + "}"))
                .contains("State is kept in PostgreSQL")
                .doesNotContain("The password for PostgreSQL is the key");
    }

    @Test
    void sayWhichConfigMapThePodWaitsFor() {
        assertThat(Chart.notes("{existingConfigMap: mine, existingConfigMapKey: batch.yml}"))
                .contains("the key batch.yml of ConfigMap mine", "ContainerCreating");
        assertThat(Chart.notes("{}")).doesNotContain("ContainerCreating");
    }

    @Test
    void sayNothingOfAccessThatIsArranged() {
        assertThat(Chart.notes("{serviceAccount: {annotations: {eks.amazonaws.com/role-arn: r}}}"))
                .doesNotContain("Access to AWS");
        assertThat(Chart.notes("{serviceAccount: {create: false}}")).doesNotContain("Access to AWS");
    }

    @Test
    void sayWhatAPodWithoutARegionDoes() {
        assertThat(Chart.notes("{}")).contains("aws.region is not set", "exits with code 2");
        assertThat(Chart.notes("{config: {poll: {interval: 1m}}}")).contains("aws.region is not set");
        assertThat(Chart.notes("{extraEnv: [{name: NO_PROXY, value: x}]}")).contains("aws.region is not set");
        for (String known : List.of(
                "{aws: {region: us-east-1}}",
                "{extraEnv: [{name: AWS_REGION, value: us-east-1}]}",
                "{config: {discovery: [{regions: [us-east-1]}]}}",
                "{serviceAccount: {annotations: {eks.amazonaws.com/role-arn: r}}}",
                "{existingConfigMap: mine}")) {
            assertThat(Chart.notes(known)).as(known).doesNotContain("aws.region is not set");
        }
    }

    @Test
    void sayThatTheImageIsInNoDefaultRegistry() {
        assertThat(Chart.notes("{}")).contains("image.registry is not set", "ImagePullBackOff");
        for (String known : List.of(
                "{image: {registry: r.io}}", "{global: {imageRegistry: r.io}}", "{image: {repository: r.io/a/b}}")) {
            assertThat(Chart.notes(known)).as(known).doesNotContain("image.registry", "ImagePullBackOff");
        }
    }

    @Test
    void sayWhatToScrapeWithoutAServiceMonitor() {
        assertThat(Chart.notes("{}"))
                .contains("has to scrape http://" + Chart.NAME + ".monitoring.svc:9743/metrics by other means");
        assertThat(Chart.notes("{service: {port: 80}}")).contains(Chart.NAME + ".monitoring.svc:80/metrics");
        assertThat(Chart.notes("{service: {enabled: false}}")).contains("http://POD_IP:9743/metrics");
        assertThat(Chart.notes("{serviceMonitor: {enabled: true}}")).doesNotContain("by other means");
    }

    @Test
    void nameOnlyWhatIsThere() {
        assertThat(Chart.notes(
                        "{serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}, config: {jobs: []}}"))
                .doesNotContain("<no value>", "%!", "{{");
    }

    @Test
    void sayWhenAPrometheusOfTheOperatorWillSelectNothing() {
        assertThat(Chart.notes("{serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}}"))
                .contains("serviceMonitor and prometheusRule: no additionalLabels are set")
                .contains("serviceMonitor.additionalLabels.release to the name of its Helm release")
                .contains("prometheusRule.additionalLabels.release to the name of its Helm release")
                .contains("kubectl get prometheus -A");
        assertThat(Chart.notes("{serviceMonitor: {enabled: true, additionalLabels: {release: kps}}}"))
                .doesNotContain("additionalLabels");
        assertThat(Chart.notes("{}")).doesNotContain("additionalLabels");
    }
}
