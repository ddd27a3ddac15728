package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.label;
import static io.github.bedrockbatch.Evidence.sum;
import static io.github.bedrockbatch.SimulatedAccounts.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.sso.testing.IdentityCenter;
import io.github.bedrockbatch.sso.testing.SignIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that the daemon, as a process, works with a profile that signs in, and with a role of such a profile. */
class SignedInIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String POLLS = "bedrock_batch_exporter_polls_total";

    @TempDir
    private Path home = Path.of(".");

    private final SimulatedAccounts simulator;
    private final IdentityCenter center = new IdentityCenter(InstantSource.system());

    SignedInIT() throws IOException {
        simulator = new SimulatedAccounts(Map.of(ONE, ""));
    }

    @AfterEach
    void close() {
        simulator.close();
        center.close();
    }

    @Test
    void aRoleOfAProfileWaitsForTheSignIn() throws IOException {
        SignIn signIn = new SignIn(home);
        Path file = Files.writeString(home.resolve("exporter.yml"), """
                poll: {interval: 1s, max_requests_per_second: 50}
                aws: {profile: role, endpoint_url: "%s"}
                store: {type: memory}
                """.formatted(simulator.uri()));
        try (ExporterProcess exporter =
                ExporterProcess.daemon(file, environment(signIn)).awaitReady()) {
            await("what to run")
                    .atMost(LONG)
                    .until(() -> said(exporter)
                            .contains("dev: Error loading SSO Token: Token for corp does not exist;"
                                    + " run aws sso login --profile dev"));
            assertThat(said(exporter)).doesNotContain("\tat ");
            assertThat(center.asked()).isEmpty();
            signIn.until(Instant.now().plusSeconds(3600));
            await("a poll of the role's account")
                    .atMost(LONG)
                    .until(() ->
                            sum(exporter.scrape(), POLLS, label("account_id", ONE), label("result", "success")) > 0);
            assertThat(center.asked()).isNotEmpty();
            assertThat(said(exporter)).doesNotContain("token-1", "s3cr3t", "t0k3n");
            assertThat(exporter.terminate()).isZero();
        }
    }

    private Map<String, String> environment(SignIn signIn) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_ACCESS_KEY_ID", "");
        variables.put("AWS_SECRET_ACCESS_KEY", "");
        variables.put("HOME", home.toString());
        variables.put("AWS_CONFIG_FILE", signIn.config().toString());
        variables.put("AWS_ENDPOINT_URL_SSO", center.uri().toString());
        variables.put("AWS_ENDPOINT_URL_SSO_OIDC", center.uri().toString());
        variables.put("AWS_ENDPOINT_URL_STS", simulator.uri().toString());
        return variables;
    }

    private static String said(ExporterProcess exporter) {
        return String.join("\n", exporter.output()) + exporter.errors();
    }
}
