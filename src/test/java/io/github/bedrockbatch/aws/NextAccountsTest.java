package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The accounts of a configuration that takes the place of another: what did not change is kept, and asks AWS for nothing. */
@NullMarked
final class NextAccountsTest {
    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";

    private final List<String> attempts = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger callersCredentials = new AtomicInteger();
    private final Simulator simulator;
    private final Connections connections;
    private final AwsAccounts accounts;

    NextAccountsTest() throws IOException {
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fleet.empty(), InstantSource.system());
        connections = Reach.at(simulator.uri()).connections();
        AwsSession caller = new AwsSession(
                connections,
                true,
                Reach.limits(1000),
                "1.2.3",
                (target, operation, took, code) -> attempts.add(target.accountId() + " " + operation + " " + code),
                InstantSource.system(),
                session -> callersCredentials());
        accounts = AwsAccounts.of(caller, List.of(role(ONE), role(TWO)));
    }

    private AwsCredentialsProvider callersCredentials() {
        callersCredentials.incrementAndGet();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("123456789012", "secret"));
    }

    @AfterEach
    void close() {
        accounts.close();
        simulator.close();
    }

    @Test
    void sessionsOfWhichNothingChangedAreKeptWithTheirCredentialsUntilTheLastUserCloses() throws ConfigException {
        list(accounts, ONE);
        list(accounts, TWO);
        attempts.clear();

        try (AwsAccounts next = accounts.next(configuration("5s", role(ONE), role(TWO)))) {
            accounts.close();
            accounts.close();
            assertThat(next.caller()).isSameAs(accounts.caller());
            list(next, ONE);
            list(next, TWO);
            assertThat(attempts)
                    .containsExactly(ONE + " ListModelInvocationJobs null", TWO + " ListModelInvocationJobs null");
            assertThat(callersCredentials).hasValue(1);
            assertThat(connections.timeouts().isShutdown()).isFalse();
        }
        assertThat(connections.timeouts().isShutdown()).isTrue();
    }

    @Test
    void aRoleThatChangedIsTakenAnewAndTheOthersAreNot() throws ConfigException {
        list(accounts, ONE);
        list(accounts, TWO);
        attempts.clear();

        try (AwsAccounts next = accounts.next(configuration("5s", role(ONE), role(TWO, "another")))) {
            list(next, ONE);
            list(next, TWO);
            assertThat(attempts)
                    .containsExactly(
                            ONE + " ListModelInvocationJobs null",
                            TWO + " AssumeRole null",
                            TWO + " ListModelInvocationJobs null");
        }
        attempts.clear();
        list(accounts, TWO);
        assertThat(attempts)
                .as("the accounts before are as they were")
                .containsExactly(TWO + " ListModelInvocationJobs null");
    }

    @Test
    void anotherWayToAwsMakesAllSessionsAnewAndClosesTheOldOnesWithTheirLastUser() throws ConfigException {
        list(accounts, ONE);
        attempts.clear();

        try (AwsAccounts next = accounts.next(configuration("6s", role(ONE)))) {
            assertThat(next.caller()).isNotSameAs(accounts.caller());
            accounts.close();
            assertThat(connections.timeouts().isShutdown()).isTrue();
            list(next, ONE);
            assertThat(attempts).containsExactly(ONE + " AssumeRole null", ONE + " ListModelInvocationJobs null");
        }
    }

    @Test
    void whatCannotBeMadeLeavesThePresentAccountsAtWorkAndNothingOpen() throws ConfigException {
        list(accounts, ONE);
        attempts.clear();
        Configuration twice = configuration("5s", role(ONE), role(TWO));
        Configuration bundle =
                new ConfigLoader(region -> true).load("{aws: {ca_bundle: /no/such/file.pem}}", "c.yml", Map.of());

        assertThatThrownBy(() -> accounts.next(bundle))
                .isInstanceOf(AwsConfigurationException.class)
                .hasMessageStartingWith("/no/such/file.pem: no such CA bundle");
        accounts.next(twice).close();
        list(accounts, ONE);
        assertThat(attempts).containsExactly(ONE + " ListModelInvocationJobs null");

        accounts.close();
        assertThat(connections.timeouts().isShutdown()).isTrue();
    }

    @Test
    void aQueueIsTheSameAsLongAsItsSessionIs() throws ConfigException {
        QueueUrl url =
                QueueUrl.parse(URI.create("https://sqs.us-east-1.amazonaws.com/" + ONE + "/jobs"), Optional::empty);
        try (AwsAccounts same = accounts.next(configuration("5s", role(ONE)));
                AwsAccounts other = accounts.next(configuration("5s", role(ONE, "another")))) {
            assertThat(same.queue(url)).isSameAs(accounts.queue(url));
            assertThat(other.queue(url)).isNotSameAs(accounts.queue(url));
        }
    }

    private Configuration configuration(String readTimeout, AccountConfig... roles) throws ConfigException {
        List<String> items = List.of(roles).stream()
                .map(role -> "{role_arn: '" + role.roleArn() + "', session_name: " + role.sessionName() + "}")
                .toList();
        return new ConfigLoader(region -> true)
                .load(
                        "{aws: {endpoint_url: '" + simulator.uri() + "', connect_timeout: 5s, read_timeout: "
                                + readTimeout + ", accounts: " + items + "}}",
                        "c.yml",
                        Map.of());
    }

    private static void list(AwsAccounts accounts, String account) {
        FetchResult<JobPage> page = accounts.jobSource(new Target(account, "us-east-1"))
                .list(Instant.now().minusSeconds(60), null, Duration.ofSeconds(20));
        assertThat(page).isInstanceOf(FetchResult.Found.class);
    }

    private static AccountConfig role(String account) {
        return role(account, AccountConfig.SESSION_NAME);
    }

    private static AccountConfig role(String account, String session) {
        return new AccountConfig(
                "arn:aws:iam::" + account + ":role/r", Optional.empty(), session, AccountConfig.DURATION);
    }
}
