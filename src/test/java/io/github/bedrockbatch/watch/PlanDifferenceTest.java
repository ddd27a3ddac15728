package io.github.bedrockbatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two configurations in, the targets that a reload concerns out. */
final class PlanDifferenceTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    discovery: [{regions: [a]}]                         | discovery: [{regions: [a]}]                              | ;;;unknown/a
                    discovery: [{regions: [a]}]                         | discovery: [{regions: [b]}]                              | unknown/b;unknown/a;;
                    discovery: [{regions: [a]}]                         | discovery: [{regions: [a, b]}]                           | unknown/b;;;unknown/a
                    discovery: [{regions: [a, b]}]                      | discovery: [{regions: [b, a]}]                           | ;;;unknown/a unknown/b
                    discovery: [{regions: [a]}, {regions: [b]}]         | discovery: [{regions: [a], name_regex: x}, {regions: [b]}] | ;;unknown/a;unknown/b
                    discovery: [{regions: [a], submitted_within: 1d}]   | discovery: [{regions: [a], submitted_within: 24h}]       | ;;;unknown/a
                    discovery: [{regions: [a], submitted_within: 1d}]   | discovery: [{regions: [a], submitted_within: 2d}]        | ;;unknown/a;
                    jobs: [ONE, TWO]                                    | jobs: [TWO, ONE]                                         | ;;;111111111111/a 222222222222/a
                    jobs: [ONE, TWO]                                    | jobs: [TWO]                                              | ;111111111111/a;;222222222222/a
                    jobs: [ONE]                                         | jobs: [ONE, OTHER]                                       | ;;111111111111/a;
                    jobs: [ONE]                                         | {jobs: [ONE], poll: {interval: 1m}}                      | ;;111111111111/a;
                    jobs: [ONE]                                         | {jobs: [ONE], poll: {max_requests_per_second: 9}}        | ;;111111111111/a;
                    jobs: [ONE]                                         | {jobs: [ONE], retention: {terminal_jobs: 1h}}            | ;;111111111111/a;
                    jobs: [ONE]                                         | {jobs: [ONE], retention: {max_jobs: 7}}                  | ;;;111111111111/a
                    jobs: [ONE]                                         | {jobs: [ONE], metrics: {status_series: sparse}}          | ;;;111111111111/a
                    jobs: [ONE]                                         | {jobs: [ONE], manifests: {enabled: true}}                | ;;111111111111/a;
                    jobs: [ONE, TWO]                                    | {jobs: [ONE, TWO], aws: {accounts: [{role_arn: ROLE}]}}  | ;;111111111111/a;222222222222/a
                    {jobs: [ONE], aws: {accounts: [{role_arn: ROLE}]}}  | {jobs: [ONE], aws: {accounts: [{role_arn: ROLE, external_id: se}]}} | ;;111111111111/a;
                    jobs: [ONE]                                         | {jobs: [ONE], aws: {read_timeout: 9s}}                   | ;;111111111111/a;
                    """)
    void tellsWhichTargetsAReloadConcerns(String before, String next, String expected) throws ConfigException {
        PlanDifference difference = PlanDifference.between(plans(before), plans(next));

        assertThat(List.of(difference.added(), difference.removed(), difference.changed(), difference.unchanged()))
                .extracting(PlanDifferenceTest::names)
                .containsExactly(expected.split(";", -1));
    }

    @Test
    void tellsOfAFewTargetsByNameAndCountsMany() throws ConfigException {
        String many = "discovery: [{regions: "
                + IntStream.range(0, 300).mapToObj(number -> "r" + number).toList() + "}]";

        assertThat(PlanDifference.between(plans("jobs: [ONE, TWO]"), plans("jobs: [ONE, OTHER]"))
                        .describe())
                .isEqualTo("targets: 0 added, 1 removed, 1 changed, 0 unchanged"
                        + " (removed 222222222222/a, changed 111111111111/a)");
        assertThat(PlanDifference.between(plans("jobs: [ONE]"), plans(many)).describe())
                .isEqualTo("targets: 300 added, 1 removed, 0 changed, 0 unchanged (removed 111111111111/a)");
        assertThat(PlanDifference.between(plans(many), plans(many)).describe())
                .isEqualTo("targets: 0 added, 0 removed, 0 changed, 300 unchanged");
    }

    private static String names(Collection<Target> targets) {
        return targets.stream().map(Target::name).collect(Collectors.joining(" "));
    }

    private static Map<Target, TargetPlan> plans(String yaml) throws ConfigException {
        String arns = yaml.replace("ONE", "'arn:aws:bedrock:a:111111111111:model-invocation-job/aaaaaaaaaaaa'")
                .replace("TWO", "'arn:aws:bedrock:a:222222222222:model-invocation-job/bbbbbbbbbbbb'")
                .replace("OTHER", "'arn:aws:bedrock:a:111111111111:model-invocation-job/cccccccccccc'")
                .replace("ROLE", "'arn:aws:iam::111111111111:role/r'");
        Configuration configuration = new ConfigLoader(region -> true).load(arns, "c.yml", Map.of());
        return TargetPlan.of(WatchPlan.of(configuration, account -> List.of(), Optional::empty), configuration);
    }
}
