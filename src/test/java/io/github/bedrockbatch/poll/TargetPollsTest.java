package io.github.bedrockbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.poll.HintedTargets.Coverage;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.watch.CallerIdentity;
import io.github.bedrockbatch.watch.WatchPlan;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TargetPollsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final SettableClock clock = new SettableClock(NOON);
    private final List<Target> polled = new ArrayList<>();
    private final List<Target> made = new ArrayList<>();
    private final List<String> notBegun = new ArrayList<>();
    private final CycleListener listener = new CycleListener() {
        @Override
        public void ended(CycleResult result) {
            throw new AssertionError(result);
        }

        @Override
        public void notBegun(Target target, String code, String reason) {
            notBegun.add(target + "|" + code + "|" + reason);
        }
    };
    private final FakeJobSource bedrock = new FakeJobSource(clock);
    private CallerIdentity identities = new CallerIdentity(region -> this.identity, List.of("us-east-1"), clock);
    private Runnable whileMaking = () -> {};
    private FetchResult<String> identity = new FetchResult.Found<>("111111111111", NOON);

    @Test
    void theCallersOwnRegionsArePolledOnceTheAccountIsKnown() throws ConfigException {
        identity = new FetchResult.Denied<>("AccessDeniedException", "not now");
        TargetPolls lanes = lanes("discovery: [{regions: [us-east-1]}]");

        run(lanes);
        assertThat(notBegun)
                .singleElement()
                .asString()
                .startsWith("unknown/us-east-1|AccessDeniedException|us-east-1: jobs cannot be discovered")
                .contains("not now");
        assertThat(lanes.unresolvedRegions()).containsExactly("us-east-1");

        identity = new FetchResult.Found<>("111111111111", NOON);
        clock.advance(Duration.ofMinutes(1));
        run(lanes);
        assertThat(polled).containsExactly(new Target("111111111111", "us-east-1"));
        assertThat(lanes.unresolvedRegions()).isEmpty();
    }

    @Test
    void anAccountWithoutARoleIsNotDiscoveredWithAnothersCredentials() throws ConfigException {
        TargetPolls lanes = lanes("discovery: [{regions: [us-east-1], accounts: ['222222222222']}]");

        run(lanes);
        assertThat(notBegun)
                .containsExactly(
                        "222222222222/us-east-1|Other|222222222222/us-east-1: jobs cannot be discovered, because the "
                                + "exporter's own credentials belong to account 111111111111: add a role of account "
                                + "222222222222 to aws.accounts");
        assertThat(polled).isEmpty();
    }

    @Test
    void anAccountWithARoleIsPolledWhoeverTheCallerIs() throws ConfigException {
        identity = new FetchResult.Denied<>("AccessDeniedException", "never");
        TargetPolls lanes = lanes("""
                aws: {accounts: [{role_arn: "arn:aws:iam::222222222222:role/r"}]}
                jobs: ["arn:aws:bedrock:us-east-1:222222222222:model-invocation-job/abc123def456"]
                discovery: [{regions: [us-east-1]}]
                """);

        run(lanes);

        assertThat(polled).containsExactly(new Target("222222222222", "us-east-1"));
        assertThat(lanes.configuredTargets()).containsExactly(new Target("222222222222", "us-east-1"));
        assertThat(lanes.unresolvedRegions()).isEmpty();
    }

    @Test
    void hintsAreTakenOfTargetsThatAreWatched() throws ConfigException {
        TargetPolls lanes = lanes("""
                aws: {accounts: [{role_arn: "arn:aws:iam::222222222222:role/r"}]}
                jobs: ["arn:aws:bedrock:us-west-2:333333333333:model-invocation-job/abc123def456"]
                discovery: [{regions: [us-east-1]}]
                """);

        assertThat(lanes.coverage(new Target("222222222222", "us-east-1"))).isEqualTo(Coverage.WATCHED);
        assertThat(lanes.coverage(new Target("333333333333", "us-west-2"))).isEqualTo(Coverage.WATCHED);
        assertThat(lanes.coverage(new Target("222222222222", "us-west-2"))).isEqualTo(Coverage.UNWATCHED);
        assertThat(lanes.coverage(new Target("999999999999", "us-east-1"))).isEqualTo(Coverage.UNWATCHED);
    }

    @Test
    void hintsAreTakenOfTheCallersOwnRegionsOnceTheAccountIsKnown() throws ConfigException {
        Target own = new Target("111111111111", "us-east-1");
        identity = new FetchResult.Denied<>("AccessDeniedException", "not now");
        TargetPolls lanes = lanes("discovery: [{regions: [us-east-1]}]");

        assertThat(lanes.coverage(own)).isEqualTo(Coverage.UNDECIDED);
        identity = new FetchResult.Found<>("111111111111", NOON);
        assertThat(lanes.coverage(own)).as("AWS is not asked again at once").isEqualTo(Coverage.UNDECIDED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(lanes.coverage(own)).isEqualTo(Coverage.WATCHED);
        assertThat(lanes.coverage(new Target("999999999999", "us-east-1"))).isEqualTo(Coverage.UNWATCHED);
    }

    @Test
    void aHintThatComesBeforeTheFirstPollAsksWhoseAccountItIs() throws ConfigException {
        TargetPolls lanes = lanes("discovery: [{regions: [us-east-1]}]");

        assertThat(lanes.coverage(new Target("111111111111", "us-west-2"))).isEqualTo(Coverage.UNWATCHED);
        assertThat(identities.known()).as("of a region that is not watched").isEmpty();
        assertThat(lanes.coverage(new Target("111111111111", "us-east-1"))).isEqualTo(Coverage.WATCHED);
    }

    @Test
    void noHintIsTakenOfAnAccountThatTheCallerIsNot() throws ConfigException {
        TargetPolls lanes = lanes("discovery: [{regions: [us-east-1], accounts: ['222222222222']}]");

        run(lanes);
        assertThat(notBegun).hasSize(1);
        assertThat(lanes.coverage(new Target("222222222222", "us-east-1"))).isEqualTo(Coverage.UNWATCHED);
    }

    @Test
    void aHintIsLookedAtByTheLaneOfItsTarget() throws ConfigException {
        JobArn job = JobArn.parse("arn:aws:bedrock:us-east-1:111111111111:model-invocation-job/abc123def456");
        TargetPolls lanes = lanes("jobs: ['" + job + "']");

        assertThat(lanes.look(Target.of(job), Hinted.jobs(Set.of(job))).outcomes())
                .containsExactly(Map.entry(job, HintOutcome.RECORDED));
        assertThat(polled).as("no poll").isEmpty();
    }

    @Test
    void jobsOfAnAccountThatTheCallerIsNoLongerAreNotWatched() throws ConfigException {
        JobArn own = JobArn.parse("arn:aws:bedrock:us-east-1:111111111111:model-invocation-job/abc123def456");
        JobArn former = JobArn.parse("arn:aws:bedrock:us-east-1:222222222222:model-invocation-job/abc123def456");
        TargetPolls lanes = lanes("discovery: [{regions: [us-east-1]}]");
        assertThat(lanes.isWatched(former)).as("may be the caller's").isTrue();

        run(lanes);

        assertThat(lanes.isWatched(own)).isTrue();
        assertThat(lanes.isWatched(former)).isFalse();
        assertThat(lanes.knownTargets()).containsExactly(Target.of(own));
    }

    @Test
    void aTargetKeepsItsPollWhenMoreOfItIsWatched() throws ConfigException {
        Target own = new Target("111111111111", "us-east-1");
        identity = new FetchResult.Denied<>("AccessDeniedException", "not now");
        TargetPolls lanes = lanes("""
                jobs: ["arn:aws:bedrock:us-east-1:111111111111:model-invocation-job/abc123def456"]
                discovery: [{regions: [us-east-1]}]
                """);
        run(lanes);
        identity = new FetchResult.Found<>("111111111111", NOON);
        clock.advance(Duration.ofMinutes(1));
        run(lanes);
        run(lanes);

        assertThat(polled).containsExactly(own, own, own);
        assertThat(made).as("one lock").containsExactly(own);
    }

    @Test
    void aCycleIsForWhatIsWatchedWhenItBegins() throws ConfigException {
        TargetPolls lanes = lanes("""
                jobs: ["arn:aws:bedrock:us-east-1:111111111111:model-invocation-job/abc123def456"]
                discovery: [{regions: [us-east-1]}]
                """);
        Target own = new Target("111111111111", "us-east-1");
        whileMaking = () -> {
            whileMaking = () -> {};
            assertThat(identities.resolve()).contains("111111111111");
        };

        lanes.poll(own);
        assertThat(bedrock.takeCalls()).first().isEqualTo("List");
    }

    @Test
    void theProgramsEndIsNoTroubleOfAnAccount() throws ConfigException {
        identity = new FetchResult.Failed<>("Timeout", "interrupted");
        TargetPolls lanes = lanes("discovery: [{regions: [us-east-1]}]");
        Thread.currentThread().interrupt();

        run(lanes);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(notBegun).isEmpty();
    }

    private static void run(TargetPolls lanes) {
        lanes.plannedTargets().forEach(lanes::poll);
    }

    private TargetPolls lanes(String yaml) throws ConfigException {
        WatchPlan plan = WatchPlan.of(
                new ConfigLoader(region -> true).load(yaml, "c.yml", Map.of()), account -> List.of(), Optional::empty);
        identities = new CallerIdentity(region -> identity, plan.identityRegions(), clock);
        return new TargetPolls(plan, identities, List.of(listener), this::poll);
    }

    private TargetPoll poll(Target target, Supplier<Watches> watches) {
        made.add(target);
        whileMaking.run();
        return new TargetPoll(
                target,
                watches,
                bedrock,
                new FakeTagSource(),
                new TagMemory(),
                new MemoryStore(),
                clock,
                new CycleLimits(INTERVAL, clock),
                LeaseHolder.ofSoleProcess(clock),
                List.of(result -> polled.add(result.target())));
    }
}
