package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.testing.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Accounts that are read through roles, against an STS that refuses, expires and is refused. */
@NullMarked
final class AwsAccountsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String CALLER = "123456789012";
    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";
    private static final String UNTRUSTING = "333333333333";
    private final Instant now = Instant.now();

    private final SettableClock clock = new SettableClock(now);
    private final List<String> attempts = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger callersCredentials = new AtomicInteger();
    private final Simulator simulator;
    private final AwsAccounts accounts;

    AwsAccountsTest() throws IOException {
        SimulatorConfig config =
                SimulatorConfig.of(Fleet.empty()).withRoles(Map.of(role(ONE), "", role(TWO), "secret of two"));
        simulator = Simulator.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), config, clock);
        for (String account : List.of(CALLER, ONE, TWO, UNTRUSTING)) {
            simulator.add(script(account, "us-east-1"));
            simulator.add(script(account, "us-west-2"));
        }
        AwsSession caller = session(Reach.at(simulator.uri()).connections());
        accounts =
                AwsAccounts.of(caller, List.of(config(ONE, ""), config(TWO, "secret of two"), config(UNTRUSTING, "")));
    }

    private AwsSession session(Connections connections) {
        return new AwsSession(
                connections,
                true,
                Reach.limits(1000),
                "1.2.3",
                (target, operation, took, code) -> attempts.add(target + " " + operation + " " + code),
                clock,
                session -> callersCredentials());
    }

    private AwsCredentialsProvider callersCredentials() {
        callersCredentials.incrementAndGet();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(CALLER, "secret"));
    }

    @AfterEach
    void close() {
        accounts.close();
        simulator.close();
    }

    @Test
    void eachAccountIsReadByItsRoleAndOthersByTheCaller() {
        for (String account : List.of(ONE, TWO, CALLER)) {
            for (String region : List.of("us-east-1", "us-west-2")) {
                assertThat(arns(list(account, region)))
                        .containsExactly(script(account, region).arn());
                assertThat(get(account, region)).isInstanceOf(FetchResult.Found.class);
            }
        }
        assertThat(assumed(ONE)).containsExactly(ONE + "/us-east-1 AssumeRole null");
        assertThat(assumed(TWO)).hasSize(1);
        assertThat(assumed(CALLER)).isEmpty();
    }

    @Test
    void aRoleThatCannotBeTakenDeniesItsAccountAlone() {
        assertThat(list(UNTRUSTING, "us-east-1"))
                .isInstanceOfSatisfying(
                        FetchResult.Denied.class,
                        denied -> assertThat(denied.reason())
                                .contains(
                                        "not authorized to perform: sts:AssumeRole on resource: " + role(UNTRUSTING)));
        assertThat(attempts).containsExactly(UNTRUSTING + "/us-east-1 AssumeRole AccessDeniedException");
        assertThat(list(ONE, "us-east-1")).isInstanceOf(FetchResult.Found.class);
    }

    @Test
    void aWrongExternalIdIsDenied() {
        try (AwsAccounts wrong = AwsAccounts.of(accounts.caller(), List.of(config(TWO, "guess")))) {
            assertThat(wrong.jobSource(new Target(TWO, "us-east-1")).list(now.minusSeconds(60), null, LONG))
                    .isInstanceOf(FetchResult.Denied.class)
                    .asString()
                    .doesNotContain("guess");
        }
    }

    @Test
    void whatCannotBeMadeLeavesNothingOpen() {
        Connections twice = Reach.at(simulator.uri()).connections();
        Connections strange =
                Reach.at(simulator.uri()).profile("no-such-profile-here").connections();

        assertThatThrownBy(() -> AwsAccounts.of(session(twice), List.of(config(ONE, ""), config(ONE, ""))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> AwsAccounts.of(session(strange), List.of()))
                .isInstanceOf(AwsConfigurationException.class);

        assertThat(twice.timeouts().isShutdown()).isTrue();
        assertThat(strange.timeouts().isShutdown()).isTrue();
    }

    @Test
    void aClientThatIsClosedLeavesTheCredentialsToTheOthers() {
        assertThat(accounts.caller().callerAccountId("us-east-1")).isInstanceOf(FetchResult.Found.class);
        clock.advance(Duration.ofMinutes(61));
        assertThat(get(ONE, "us-east-1")).isInstanceOf(FetchResult.Found.class);
        list(CALLER, "us-east-1");
        clock.advance(Duration.ofMinutes(61));
        assertThat(get(ONE, "us-east-1")).isInstanceOf(FetchResult.Found.class);
        assertThat(callersCredentials).hasValue(1);
    }

    @Test
    void credentialsThatExpireInMidCycleAreTakenAnew() {
        list(ONE, "us-east-1");
        clock.advance(Duration.ofMinutes(61));

        assertThat(get(ONE, "us-east-1")).isInstanceOf(FetchResult.Found.class);
        assertThat(get(ONE, "us-west-2")).isInstanceOf(FetchResult.Found.class);

        assertThat(assumed(ONE)).hasSize(2);
        assertThat(attempts)
                .filteredOn(attempt -> attempt.endsWith("ExpiredTokenException"))
                .hasSize(1);
    }

    @Test
    void aRoleThatTurnsInvalidInFlightIsDeniedUntilItIsNot() {
        list(ONE, "us-east-1");
        clock.advance(Duration.ofMinutes(61));
        long fault = simulator
                .faults()
                .add(FaultRule.of(new Fault.ErrorAnswer("AccessDenied", 403, "no longer"))
                        .onOperation("AssumeRole"));

        FetchResult<JobSnapshot> refused = get(ONE, "us-east-1");
        assertThat(refused).isInstanceOf(FetchResult.Denied.class).asString().contains("no longer");
        assertThat(list(CALLER, "us-east-1")).isInstanceOf(FetchResult.Found.class);

        assertThat(simulator.faults().remove(fault)).isTrue();
        assertThat(get(ONE, "us-east-1")).isInstanceOf(FetchResult.Found.class);
    }

    @Test
    void credentialsAreTakenAnewBeforeTheyExpire() {
        Duration allButHalfAMinute = Duration.ofSeconds(3570);
        clock.advance(allButHalfAMinute.negated());
        list(ONE, "us-east-1");
        clock.advance(allButHalfAMinute);
        assertThat(assumed(ONE)).hasSize(1);

        list(ONE, "us-east-1");

        assertThat(assumed(ONE)).hasSize(2);
        assertThat(attempts).allMatch(attempt -> attempt.endsWith("null"));
    }

    private FetchResult<JobPage> list(String account, String region) {
        return accounts.jobSource(new Target(account, region)).list(now.minus(Duration.ofDays(1)), null, LONG);
    }

    private FetchResult<JobSnapshot> get(String account, String region) {
        return accounts.jobSource(new Target(account, region))
                .get(JobArn.parse(script(account, region).arn()), LONG);
    }

    private List<String> assumed(String account) {
        return attempts.stream()
                .filter(attempt -> attempt.startsWith(account) && attempt.contains(" AssumeRole "))
                .toList();
    }

    private static List<String> arns(FetchResult<JobPage> result) {
        return Stream.of(result)
                .flatMap(page -> EndpointFixture.found(page).jobs().stream())
                .map(job -> job.arn().value())
                .toList();
    }

    private static AccountConfig config(String account, String externalId) {
        Optional<String> external = Optional.of(externalId).filter(id -> !id.isEmpty());
        return new AccountConfig(role(account), external, "bedrock-batch-exporter", Duration.ofHours(1));
    }

    private static String role(String account) {
        return "arn:aws:iam::" + account + ":role/bedrock-read";
    }

    private JobScript script(String account, String region) {
        Instant submitted = now.minus(Duration.ofHours(1));
        return JobScript.of(account, region, "job", Outcome.COMPLETED, submitted, Timings.ofSeconds(1, 1, 1, 1, 1));
    }
}
