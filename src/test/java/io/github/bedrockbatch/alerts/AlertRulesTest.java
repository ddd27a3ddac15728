package io.github.bedrockbatch.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import io.github.bedrockbatch.metrics.MetricCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds names of alerts, their expressions, the runbook and the metrics together. */
final class AlertRulesTest {
    private static final Path RUNBOOK = AlertRule.FILE.resolveSibling("runbook.md");
    private static final Set<String> TARGET_LABELS = Set.of("account_id", "region", "model_id", "queue");
    private static final Set<String> JOB_LABELS = Set.of("account_id", "region", "job_id", "job_name", "model_id");
    private static final String PARTS = "**Meaning.** **Impact.** **Look at.** **Do.**";

    static List<AlertRule> rules() throws IOException {
        return AlertRule.all();
    }

    @Test
    void runbookHasASectionForEachAlertAndNoOther() throws IOException {
        List<String> sections = AlertRule.find("(?m)^## (.+)$", Files.readString(RUNBOOK));

        assertThat(sections.getFirst()).isEqualTo("Find the reason");
        assertThat(sections.subList(1, sections.size()))
                .isEqualTo(rules().stream().map(AlertRule::name).toList())
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void runbookSaysWhatAnAlertMeansAndWhatToDo(AlertRule rule) throws IOException {
        String section = Files.readString(RUNBOOK)
                .split("## " + rule.name() + "\n", -1)[1]
                .split("\n## ", -1)[0];

        assertThat(AlertRule.find("(\\*\\*[A-Z][a-z ]+\\.\\*\\*)", section))
                .isEqualTo(AlertRule.find("(\\*\\*.+?\\*\\*)", PARTS));
    }

    /** Nobody hosts the runbook until a user does, and a link that leads nowhere is worse than none. */
    @ParameterizedTest
    @MethodSource("rules")
    void runbookIsNamedAndNotLinked(AlertRule rule) {
        assertThat(rule.annotation("runbook")).isEqualTo(rule.name() + " in " + RUNBOOK.getFileName());
        assertThat(rule.annotations().toString()).doesNotContain("runbook_url", "github.com");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void expressionNamesMetricsThatAreExposed(AlertRule rule) {
        List<String> named = AlertRule.find("\\b(bedrock_batch_\\w+|up)\\b", rule.code());

        assertThat(named).isNotEmpty();
        assertThat(Stream.concat(MetricCatalogue.names().stream(), Stream.of("up")))
                .containsAll(named);
    }

    @Test
    void recordingRulesNameMetricsThatAreExposed() throws IOException {
        assertThat(AlertRule.records())
                .hasSize(5)
                .allSatisfy(expression -> assertThat(
                                AlertRule.find("\\b(bedrock_batch_\\w+?)(?:_bucket|_sum|_count)?\\b", expression))
                        .isNotEmpty()
                        .isSubsetOf(MetricCatalogue.names()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void expressionNamesStatusesThatExist(AlertRule rule) {
        Stream<String> named = AlertRule.find("status[=!]~?\"(.+?)\"", rule.code()).stream()
                .flatMap(words -> Arrays.stream(words.split("\\|", -1)));
        Set<String> known = Arrays.stream(Known.values()).map(Known::label).collect(Collectors.toSet());
        known.add(Unknown.LABEL);

        assertThat(named).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void expressionSaysWhyItIsSo(AlertRule rule) {
        assertThat(rule.expression().strip()).startsWith("# ");
    }

    /** The chart puts its values where these comments are: one that is forgotten would keep its default. */
    @ParameterizedTest
    @MethodSource("rules")
    void windowOfJobsIsMarkedWhereverItStands(AlertRule rule) {
        if (!rule.isAboutJobs()) {
            return;
        }
        assertThat(rule.expression().lines().filter(line -> line.contains("[")))
                .isNotEmpty()
                .allMatch(line ->
                        line.matches(".*(\\[1h]\\)?\\s+# window|\\[30m]\\)\\s+# threshold|\\[5m]( offset 5m)?\\))"));
        assertThat(rule.expression().lines().filter(line -> line.contains("3600")))
                .allMatch(line -> line.endsWith("> time() - 3600  # window in seconds"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void annotationsUseOnlyLabelsThatTheAlertHas(AlertRule rule) {
        List<String> used =
                AlertRule.find("\\$labels\\.(\\w+)", rule.annotations().toString());

        assertThat(used).isSubsetOf(rule.isAboutJobs() ? JOB_LABELS : TARGET_LABELS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void alertIsComplete(AlertRule rule) {
        assertThat(rule.labels().keySet().toString()).isEqualTo("[severity]");
        assertThat(rule.labels().get("severity")).isIn("critical", "warning");
        assertThat(rule.annotation("summary")).endsWith(".");
        assertThat(rule.annotation("description")).startsWith("First ").endsWith(".");
        if (rule.isAboutJobs()) {
            assertThat(rule.annotation("description"))
                    .containsAnyOf("event=job_transition", "aws bedrock get-model-invocation-job")
                    .contains("{{ $labels.job_id }}", "{{ $labels.account_id }}", "{{ $labels.region }}");
            assertThat(rule.annotation("console_url")).contains("region={{ $labels.region }}", "{{ $labels.job_id }}");
        }
    }

    /** With the longest names that are usual, for a job may have up to 63 characters, and a queue 80. */
    @ParameterizedTest
    @MethodSource("rules")
    void summaryIsOneLineOfAPhone(AlertRule rule) {
        String summary = rule.annotation("summary")
                .replaceAll("\\{\\{ \\$labels\\.(job_name|queue) }}", "nightly-summaries-2026-11-29-part-001")
                .replaceAll("\\{\\{ \\$labels\\.model_id \\| .+? }}", "anthropic.claude-3-haiku-20240307-v1:0")
                .replaceAll("\\{\\{ \\$labels\\..+? }}", "123456789012")
                .replaceAll("\\{\\{ \\$value.*? }}", "12h 34m 56s");

        assertThat(summary).doesNotContain("{{", "\n").hasSizeLessThanOrEqualTo(100);
    }
}
