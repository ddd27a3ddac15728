package io.github.bedrockbatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.cli.ConfigCheck;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.UnusableConfigurationException;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchPlanTest {
    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";
    private static final String ROLES = """
            aws:
              accounts:
                - role_arn: arn:aws:iam::111111111111:role/r
                - role_arn: arn:aws:iam::222222222222:role/r
            """;

    @Test
    void withoutRolesRegionsAreThoseOfTheCallersOwnAccount() throws ConfigException {
        WatchPlan plan = plan("discovery: [{regions: [us-east-1, us-west-2]}, {regions: [us-east-1], name_regex: x}]");

        assertThat(plan.targets()).isEmpty();
        assertThat(plan.callersOwn().get("us-east-1")).hasSize(2);
        assertThat(plan.callersOwn().get("us-west-2")).hasSize(1);
        assertThat(plan.identityRegions()).containsExactly("us-east-1", "us-west-2");
        assertThat(plan.isWatched(job(ONE, "us-east-1"), Optional.empty())).isTrue();
        assertThat(plan.isWatched(job(ONE, "eu-west-1"), Optional.empty())).isFalse();
        assertThat(plan.isWatched(job(ONE, "us-east-1"), Optional.of(ONE))).isTrue();
        assertThat(plan.isWatched(job(ONE, "us-east-1"), Optional.of(TWO)))
                .as("a job of an account that the caller was before")
                .isFalse();
    }

    @Test
    void aConfigurationThatIsReadAgainGivesAnEqualPlan() throws ConfigException {
        String text = "discovery: [{regions: [us-east-1], name_regex: x, model_regex: 'y|z'}]";

        assertThat(plan(text)).isEqualTo(plan(text)).hasSameHashCodeAs(plan(text));
        assertThat(plan(text)).isNotEqualTo(plan(text.replace("y|z", "y")));
    }

    @Test
    void selectorsHaveTheSameKeyIfTheySelectTheSame() throws ConfigException {
        List<String> keys = plan("discovery: [{regions: [us-east-1], name_regex: 'a|b', model_regex: c},"
                        + " {regions: [us-east-1], name_regex: a, model_regex: 'b|c'},"
                        + " {regions: [us-east-1], name_regex: a}, {regions: [us-east-1], model_regex: a},"
                        + " {regions: [us-east-1], submitted_within: 1d}, {regions: [us-east-1]},"
                        + " {regions: [us-east-1], submitted_within: 7d}]")
                .callersOwn()
                .getOrDefault("us-east-1", List.of())
                .stream()
                .map(DiscoverySelector::key)
                .toList();

        assertThat(keys).hasSize(7).allMatch(key -> key.matches("[0-9a-f]{32}"));
        assertThat(keys.getLast()).isEqualTo(keys.get(5));
        assertThat(keys.subList(0, 6)).doesNotHaveDuplicates();
    }

    @Test
    void withRolesTargetsAreAccountsTimesRegions() throws ConfigException {
        WatchPlan plan = plan(ROLES + "discovery: [{regions: [us-east-1, us-west-2]}]");

        assertThat(plan.targets())
                .containsExactlyInAnyOrder(
                        new Target(ONE, "us-east-1"),
                        new Target(ONE, "us-west-2"),
                        new Target(TWO, "us-east-1"),
                        new Target(TWO, "us-west-2"));
        assertThat(plan.callersOwn()).isEmpty();
        assertThat(plan.identityRegions()).isEmpty();
        assertThat(plan.isWatched(job(ONE, "us-east-1"), Optional.empty())).isTrue();
        assertThat(plan.isWatched(job("333333333333", "us-east-1"), Optional.empty()))
                .isFalse();
    }

    @Test
    void aSelectorMayNameItsAccounts() throws ConfigException {
        WatchPlan plan = plan(ROLES + """
                discovery:
                  - {regions: [us-east-1], accounts: ["111111111111"]}
                  - {regions: [all], accounts: ["333333333333"]}
                """);

        assertThat(plan.targets())
                .containsExactlyInAnyOrder(
                        new Target(ONE, "us-east-1"),
                        new Target("333333333333", "eu-west-1"),
                        new Target("333333333333", "us-west-2"));
        assertThat(plan.isCallers(new Target(ONE, "us-east-1"))).isFalse();
        assertThat(plan.isCallers(new Target("333333333333", "eu-west-1"))).isTrue();
        assertThat(plan.identityRegions()).containsExactly("eu-west-1", "us-west-2");
    }

    @Test
    void allRegionsAreThoseOfEachAccountsPartition() throws ConfigException {
        assertThat(plan(ROLES + "discovery: [{regions: [all]}]").targets())
                .containsExactlyInAnyOrder(
                        new Target(ONE, "eu-west-1"), new Target(ONE, "us-west-2"), new Target(TWO, "us-gov-west-1"));
    }

    @Test
    void nothingNamedIsTheDefaultRegionOfEachAccount() throws ConfigException {
        assertThat(plan("").callersOwn()).containsOnlyKeys("us-east-2");
        assertThat(plan(ROLES).targets())
                .containsExactlyInAnyOrder(new Target(ONE, "us-east-2"), new Target(TWO, "us-east-2"));
        assertThatThrownBy(() -> WatchPlan.of(configuration(ROLES), account -> List.of(), Optional::empty))
                .isInstanceOf(UnusableConfigurationException.class)
                .hasMessageContaining("AWS_REGION");
    }

    @Test
    void namedJobsAreWatchedByThemselves() throws ConfigException {
        JobArn named = job("333333333333", "us-east-1");

        WatchPlan plan = plan(ROLES + "jobs: [" + named + "]");

        assertThat(plan.targets()).containsExactly(Target.of(named));
        assertThat(plan.isWatched(named, Optional.empty())).isTrue();
        assertThat(plan.isWatched(job(ONE, "us-east-2"), Optional.empty())).isFalse();
    }

    @Test
    void aCheckNamesEachTargetAndHowItIsReached() throws ConfigException {
        String text = ConfigCheck.describe(configuration(ROLES + """
                jobs: ["arn:aws:bedrock:us-east-1:333333333333:model-invocation-job/abc123def456"]
                discovery: [{regions: [us-west-2]}]
                """));

        assertThat(text.lines())
                .contains(
                        "target 111111111111/us-west-2 by its role",
                        "target 222222222222/us-west-2 by its role",
                        "target 333333333333/us-east-1");
    }

    private static WatchPlan plan(String yaml) throws ConfigException {
        return WatchPlan.of(configuration(yaml), WatchPlanTest::regions, () -> Optional.of("us-east-2"));
    }

    private static List<String> regions(Optional<String> account) {
        return account.filter(TWO::equals).isPresent() ? List.of("us-gov-west-1") : List.of("eu-west-1", "us-west-2");
    }

    private static Configuration configuration(String yaml) throws ConfigException {
        return new ConfigLoader(region -> true).load(yaml, "c.yml", Map.of());
    }

    private static JobArn job(String account, String region) {
        return JobArn.parse("arn:aws:bedrock:" + region + ":" + account + ":model-invocation-job/abc123def456");
    }
}
