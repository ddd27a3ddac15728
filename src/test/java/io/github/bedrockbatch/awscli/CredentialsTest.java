package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.awscli.testing.RecordedEndpoint;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
    private static final List<String> SECRETS = List.of("s3cr3t-key", "t0k3n-of-session", "p4ssw0rd", "AKIDSOURCE");

    @TempDir
    private Path home = Path.of(".");

    @Test
    void assumesTheRoleOfAProfileOverAChain() throws IOException {
        config("""
                [profile source]
                aws_access_key_id = AKIDSOURCE
                aws_secret_access_key = s3cr3t-key
                [profile middle]
                role_arn = arn:aws:iam::111111111111:role/middle
                source_profile = source
                [profile end]
                role_arn = arn:aws:iam::222222222222:role/end
                source_profile = middle
                external_id = x
                region = us-east-1
                services = local
                [services local]
                sts =
                  endpoint_url = {sts}
                bedrock =
                  endpoint_url = {bedrock}
                """, Map.of(), "--profile", "end", "--debug", "--query", "status");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo("\"Completed\"\n");
        assertThat(run.errors())
                .contains("credentials from profile end (assumes arn:aws:iam::222222222222:role/end)")
                .contains("request header Authorization: <redacted>", "response 200")
                .doesNotContain(SECRETS);
    }

    @Test
    void assumesTheRoleOfAPod() throws IOException {
        Files.writeString(home.resolve("token"), "t0k3n-of-session");
        config(
                "",
                Map.of(
                        "AWS_WEB_IDENTITY_TOKEN_FILE", "token",
                        "AWS_ROLE_ARN", "arn:aws:iam::111111111111:role/pod",
                        "AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1"),
                "--region",
                "us-east-1",
                "--endpoint-url",
                "{bedrock}",
                "--debug");
        assertThat(run.exitCode()).isEqualTo(255);
        assertThat(run.errors())
                .contains("credentials from web identity (assumes arn:aws:iam::111111111111:role/pod)")
                .doesNotContain(SECRETS);
    }

    @Test
    void showsNoSecretOfTheEnvironment() throws IOException {
        config(
                "",
                Map.of(
                        "AWS_ACCESS_KEY_ID", "AKIDSOURCE",
                        "AWS_SECRET_ACCESS_KEY", "s3cr3t-key",
                        "AWS_SESSION_TOKEN", "t0k3n-of-session",
                        "AWS_ENDPOINT_URL_BEDROCK", "{bedrock}"),
                "--region",
                "us-east-1",
                "--debug");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.errors())
                .contains(
                        "credentials from environment",
                        "request GET http://127.0.0.1",
                        "X-Amz-Security-Token: <redacted>")
                .doesNotContain(SECRETS);
        config(
                "",
                Map.of(),
                "--region",
                "us-east-1",
                "--no-sign-request",
                "--debug",
                "--endpoint-url",
                "http://me:p4ssw0rd@127.0.0.1:1");
        assertThat(run.exitCode()).isEqualTo(255);
        assertThat(run.errors()).contains("http://<redacted>@127.0.0.1:1").doesNotContain(SECRETS);
    }

    @Test
    void prefersAProfileThatIsAskedForToTheEnvironment() throws IOException {
        Map<String, String> environment = Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b");
        String config = "[profile own]\naws_access_key_id = k\naws_secret_access_key = s\n";
        String[] options = {"--region", "us-east-1", "--endpoint-url", "{bedrock}", "--debug"};
        config(config, environment, "--profile", "own", options[0], options[1], options[2], options[3], options[4]);
        assertThat(run.errors()).contains("credentials from profile own");
        Map<String, String> named = new HashMap<>(environment);
        named.put("AWS_PROFILE", "own");
        config(config, named, options);
        assertThat(run.errors()).contains("credentials from environment");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source_profile = absent | absent: no such profile",
                "source_profile = own | Unable to load",
                "credential_source = Environment | credential_source is Environment",
                "credential_source = Moon | credential_source is Moon",
                "external_id = x | needs a source_profile",
                "mfa_serial = arn | never prompts",
            })
    void refusesARoleThatCannotBe(String line, String message) throws IOException {
        config(
                "[profile own]\nrole_arn = arn:aws:iam::111111111111:role/r\nregion = us-east-1\n" + line + "\n",
                Map.of("AWS_ENDPOINT_URL", "{bedrock}"),
                "--profile",
                "own");
        assertThat(run.exitCode()).isEqualTo(255);
        assertThat(run.errors().lines()).hasSize(1);
        if (!message.startsWith("Unable")) {
            assertThat(run.errors()).contains(message);
        }
    }

    private Run run = new Run(-1, "", "");

    /** Runs the command with a configuration file; {sts} and {bedrock} are endpoints. */
    private void config(String config, Map<String, String> environment, String... options) throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SimulatorConfig simulated = SimulatorConfig.demo(Instant.EPOCH);
        try (RecordedEndpoint bedrock = RecordedEndpoint.start();
                Simulator sts = Simulator.start(loopback, simulated, InstantSource.system())) {
            Map<String, String> variables = new HashMap<>(Map.of("AWS_EC2_METADATA_DISABLED", "true"));
            environment.forEach((name, value) -> variables.put(name, value.replace("{bedrock}", bedrock.url())));
            variables.put("HOME", home.toString());
            Files.createDirectories(home.resolve(".aws"));
            Files.writeString(
                    home.resolve(".aws/config"),
                    config.replace("{sts}", sts.uri().toString()).replace("{bedrock}", bedrock.url()));
            List<String> words = new ArrayList<>(List.of("--job-identifier", "full00000001"));
            for (String option : options) {
                words.add(option.replace("{bedrock}", bedrock.url()));
            }
            run = Run.of(variables, home, words);
        }
    }
}
