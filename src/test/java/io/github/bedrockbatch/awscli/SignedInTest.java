package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.awscli.testing.RecordedEndpoint;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.sso.testing.IdentityCenter;
import io.github.bedrockbatch.sso.testing.SignIn;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles that sign in through IAM Identity Center. */
class SignedInTest {
    private static final List<String> SECRETS = List.of("token-1", "s3cr3t", "t0k3n-of-role", "refresh-1");

    @TempDir
    private Path home = Path.of(".");

    private final IdentityCenter center = new IdentityCenter(InstantSource.system());
    private final RecordedEndpoint bedrock;
    private final Map<String, String> environment = new HashMap<>(Map.of("AWS_EC2_METADATA_DISABLED", "true"));
    private SignIn signIn = new SignIn(Path.of("target", "home"));

    SignedInTest() throws IOException {
        bedrock = RecordedEndpoint.start();
    }

    @BeforeEach
    void surround() {
        signIn = new SignIn(home);
        environment.put("HOME", home.toString());
        environment.put("AWS_ENDPOINT_URL_BEDROCK", bedrock.url());
        environment.put("AWS_ENDPOINT_URL_SSO", center.uri().toString());
        environment.put("AWS_ENDPOINT_URL_SSO_OIDC", center.uri().toString());
    }

    @AfterEach
    void close() {
        center.close();
        bedrock.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "old"})
    void givesTheKeysOfItsRole(String profile) throws IOException {
        signIn.until(Instant.now().plusSeconds(3600));
        Run run = run("--profile", profile, "--query", "status", "--debug");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo("\"Completed\"\n");
        assertThat(run.errors())
                .contains("credentials from profile " + profile + " (signs in)")
                .doesNotContain(SECRETS);
        assertThat(center.asked()).hasSize(1);
    }

    @Test
    void theProfileOfTheEnvironmentDoesSoToo() throws IOException {
        signIn.renewable(Instant.now().minusSeconds(60), "refresh-1");
        environment.put("AWS_PROFILE", "dev");
        Run run = run("--debug");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.errors()).doesNotContain(SECRETS);
        assertThat(center.asked()).hasSize(2);
    }

    @Test
    void aRoleIsAssumedWithItsKeys() throws IOException {
        signIn.until(Instant.now().plusSeconds(3600));
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Simulator sts = Simulator.start(loopback, SimulatorConfig.demo(Instant.EPOCH), InstantSource.system())) {
            environment.put("AWS_ENDPOINT_URL_STS", sts.uri().toString());
            Run run = run("--profile", "role", "--query", "status");
            assertThat(run.exitCode()).as(run.errors()).isZero();
        }
        assertThat(center.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "role"})
    void saysWhatToRunWhereThereIsNoToken(String profile) {
        Run run = run("--profile", profile);
        assertThat(run.exitCode()).isEqualTo(253);
        assertThat(run.errors())
                .isEqualTo("An error occurred (SSO): dev: Error loading SSO Token: Token for corp does not exist;"
                        + " run aws sso login --profile dev\n");
    }

    @Test
    void saysWhatToRunWhereTheTokenHasExpired() throws IOException {
        signIn.until(Instant.now().minusSeconds(1));
        Run run = run("--profile", "old");
        assertThat(run.exitCode()).isEqualTo(253);
        assertThat(run.errors())
                .isEqualTo(
                        "An error occurred (SSO): old: The SSO session associated with this profile has expired or is"
                                + " otherwise invalid; run aws sso login --profile old\n");
    }

    @Test
    void saysWhatIsMissingFromAProfile() throws IOException {
        Files.writeString(signIn.config(), "[profile dev]\nsso_account_id = 1\nregion = us-east-1\n");
        Run run = run("--profile", "dev");
        assertThat(run.exitCode()).isEqualTo(253);
        assertThat(run.errors().lines())
                .singleElement()
                .asString()
                .startsWith("An error occurred (SSO): dev: this profile is configured to use SSO but is missing");
    }

    @Test
    void aTokenThatLastsIsUsedWhereItCannotBeRenewed() throws IOException {
        signIn.renewable(Instant.now().plusSeconds(240), "refresh-1");
        center.failTokens(503, "InternalServerException");
        Run run = run("--profile", "dev");
        assertThat(run.exitCode()).as(run.errors()).isZero();
    }

    @Test
    void aRoleThatIsNotAssignedIsAnErrorOfTheService() throws IOException {
        signIn.until(Instant.now().plusSeconds(3600));
        center.fail(403);
        Run run = run("--profile", "dev");
        assertThat(run.exitCode()).isEqualTo(254);
        assertThat(run.errors())
                .isEqualTo("An error occurred (ForbiddenException) when calling the GetRoleCredentials operation:"
                        + " No access\n");
    }

    @Test
    void theEndpointOfTheCommandLineIsBedrocksAlone() throws IOException {
        signIn.until(Instant.now().plusSeconds(3600));
        environment.remove("AWS_ENDPOINT_URL_BEDROCK");
        Run run = run("--profile", "dev", "--endpoint-url", bedrock.url());
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(center.asked()).hasSize(1);
        assertThat(bedrock.requests()).hasSize(1);
    }

    private Run run(String... options) {
        List<String> words = new ArrayList<>(List.of("--job-identifier", "full00000001"));
        words.addAll(List.of(options));
        return Run.of(environment, home, words);
    }
}
