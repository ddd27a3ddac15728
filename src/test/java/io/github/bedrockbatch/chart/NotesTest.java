package io.github.bedrockbatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What whoever installs the chart reads. */
final class NotesTest {
    @Test
    void sayHowToSeeTheFirstMetric() {
        assertThat(Chart.notes("{}"))
                .contains("port-forward service/" + Chart.NAME + " 9743")
                .contains("curl -s http://127.0.0.1:9743/metrics | grep '^bedrock_batch_exporter_poll_last_success'")
                .contains("helm test test --namespace monitoring")
                .contains("config is empty: every job of the pod's own account in its own region is watched")
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
                .contains("State is kept in an emptyDir", "lost with the pod", "counters begin anew", "told again")
                .doesNotContain("claim");
        assertThat(Chart.notes("{config: {store: {type: memory}}}"))
                .contains("State is kept in memory", "counters begin anew")
                .doesNotContain("claim");
    }

    @Test
    void sayNothingOfAccessThatIsArranged() {
        assertThat(Chart.notes("{serviceAccount: {annotations: {eks.amazonaws.com/role-arn: r}}}"))
                .doesNotContain("Access to AWS");
        assertThat(Chart.notes("{serviceAccount: {create: false}}")).doesNotContain("Access to AWS");
    }
}
