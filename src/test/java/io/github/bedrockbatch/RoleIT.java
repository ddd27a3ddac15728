package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.label;
import static io.github.bedrockbatch.Evidence.sum;
import static io.github.bedrockbatch.SimulatedAccounts.CALLER;
import static io.github.bedrockbatch.SimulatedAccounts.ONE;
import static io.github.bedrockbatch.SimulatedAccounts.TWO;
import static io.github.bedrockbatch.SimulatedAccounts.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.aws.testing.ScriptedEndpoint;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that the daemon, as a process, reads other accounts through roles, with whatever credentials it is given. */
class RoleIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String POLLS = "bedrock_batch_exporter_polls_total";
    private static final String REQUESTS = "bedrock_batch_exporter_aws_requests_total";
    private static final String TRANSITIONS = "bedrock_batch_job_transitions_total";
    private static final String UNTRUSTING = "333333333333";

    @TempDir
    private Path directory = Path.of(".");

    private final SimulatedAccounts simulator;

    RoleIT() throws IOException {
        simulator = new SimulatedAccounts(Map.of(ONE, "", TWO, "secret-of-two"));
    }

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @Test
    void targetsAreAccountsTimesRegions() throws IOException {
        JobScript named = script(CALLER, "us-east-1");
        Path file = configuration("""
                jobs: [%s]
                discovery:
                  - regions: [us-east-1, us-west-2]
                  - {regions: [eu-west-1], accounts: ["%s"]}
                """.formatted(named.arn(), TWO));
        try (ExporterProcess exporter = ExporterProcess.daemon(file).awaitReady()) {
            assertThat(targets(exporter.scrape()))
                    .containsExactlyInAnyOrder(
                            ONE + "/us-east-1",
                            ONE + "/us-west-2",
                            TWO + "/us-east-1",
                            TWO + "/us-west-2",
                            TWO + "/eu-west-1",
                            UNTRUSTING + "/us-east-1",
                            UNTRUSTING + "/us-west-2",
                            CALLER + "/us-east-1");
            List<JobScript> watched =
                    List.of(named, script(ONE, "us-east-1"), script(ONE, "us-west-2"), script(TWO, "eu-west-1"));
            watched.forEach(simulator::add);
            simulator.add(script(ONE, "eu-west-1"));
            await("the end of each job")
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(ends(exporter, watched)).containsExactly(1.0, 1.0, 1.0, 1.0));

            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, TRANSITIONS, label("to", "Completed"))).isEqualTo(watched.size());
            assertThat(sum(samples, POLLS, label("account_id", UNTRUSTING), label("result", "error")))
                    .isPositive();
            assertThat(sum(samples, POLLS, label("account_id", UNTRUSTING), label("result", "success")))
                    .isZero();
            assertThat(sum(samples, REQUESTS, label("operation", "AssumeRole"), label("account_id", ONE)))
                    .isEqualTo(1);
            assertThat(said(exporter))
                    .contains("not authorized to perform: sts:AssumeRole on resource: " + role(UNTRUSTING))
                    .doesNotContain("secret-of-two");
            assertThat(exporter.terminate()).isZero();
        }
    }

    @Test
    void aWebIdentityTokenThatComesLateAndRotatesIsReadAnew() throws IOException {
        Path token = directory.resolve("token");
        try (ScriptedEndpoint sts = new ScriptedEndpoint()) {
            // Credentials that expire at once are renewed before each request.
            for (int i = 0; i < 1000; i++) {
                sts.ok(webIdentity(Instant.now().plusSeconds(30)));
            }
            Path file = Files.writeString(directory.resolve("exporter.yml"), """
                    poll: {interval: 1s, max_requests_per_second: 50}
                    aws: {endpoint_urls: {bedrock: "%s", sts: "%s"}}
                    jobs: [%s]
                    store: {type: memory}
                    """.formatted(
                    simulator.uri(), sts.uri(), script(CALLER, "us-east-1").arn()));
            try (ExporterProcess exporter =
                    ExporterProcess.daemon(file, pod(token)).awaitReady()) {
                await("the failure without a token")
                        .atMost(LONG)
                        .until(() -> said(exporter).contains(token + ": the web identity token cannot be read"));
                assertThat(said(exporter)).doesNotContain("\tat ");
                Files.writeString(token, "first-token");
                awaitToken(sts, "first-token");
                Files.writeString(token, "second-token");
                awaitToken(sts, "second-token");
                simulator.add(script(CALLER, "us-east-1"));
                await("the job's end").atMost(LONG).until(() -> sum(exporter.scrape(), TRANSITIONS) > 0);
                assertThat(sum(exporter.scrape(), REQUESTS, label("operation", "AssumeRoleWithWebIdentity")))
                        .isPositive();
                assertThat(exporter.terminate()).isZero();
            }
        }
    }

    private static Map<String, String> pod(Path token) {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                "",
                "AWS_SECRET_ACCESS_KEY",
                "",
                "AWS_REGION",
                "us-east-1",
                "AWS_ROLE_ARN",
                role(CALLER),
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString());
    }

    private static String said(ExporterProcess exporter) {
        return String.join("\n", exporter.output()) + exporter.errors();
    }

    private static void awaitToken(ScriptedEndpoint sts, String token) {
        await(token)
                .atMost(LONG)
                .until(() -> sts.asked().stream()
                        .anyMatch(asked -> asked.body().contains("Action=AssumeRoleWithWebIdentity")
                                && asked.body().contains("WebIdentityToken=" + token)));
    }

    private Path configuration(String yaml) throws IOException {
        return Files.writeString(
                directory.resolve("exporter.yml"),
                """
                poll: {interval: 1s, max_requests_per_second: 50}
                aws:
                  endpoint_url: "%s"
                  accounts:
                    - role_arn: %s
                    - {role_arn: "%s", external_id: secret-of-two}
                    - role_arn: %s
                store: {type: memory}
                """.formatted(simulator.uri(), role(ONE), role(TWO), role(UNTRUSTING)) + yaml);
    }

    private static List<String> targets(Map<String, Double> samples) {
        return samples.keySet().stream()
                .filter(series -> series.startsWith("bedrock_batch_exporter_poll_last_success_timestamp_seconds{"))
                .map(series -> series.replaceFirst(".*account_id=\"(.*?)\".*region=\"(.*?)\".*", "$1/$2"))
                .toList();
    }

    private static List<Double> ends(ExporterProcess exporter, List<JobScript> jobs) {
        Map<String, Double> samples = exporter.scrape();
        return jobs.stream()
                .map(job -> sum(
                        samples,
                        TRANSITIONS,
                        label("to", "Completed"),
                        label("account_id", job.account()),
                        label("region", job.region())))
                .toList();
    }

    private static String webIdentity(Instant expiration) {
        return """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                <SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials><AssumedRoleUser>
                <Arn>arn:aws:sts::%s:assumed-role/r/s</Arn><AssumedRoleId>R:s</AssumedRoleId></AssumedRoleUser>
                </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                """.formatted(CALLER, expiration, CALLER);
    }

    private static JobScript script(String account, String region) {
        Timings timings = Timings.ofSeconds(1, 1, 1, 1, 1);
        return JobScript.of(account, region, "job", Outcome.COMPLETED, Instant.now(), timings);
    }
}
