package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.aws.testing.ScriptedEndpoint;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.sso.TokenCache;
import io.github.bedrockbatch.sso.testing.IdentityCenter;
import io.github.bedrockbatch.sso.testing.SignIn;
import io.github.bedrockbatch.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caller whose profile signs in through IAM Identity Center. Every endpoint of the configuration is the scripted one. */
@NullMarked
final class SignedInSessionTest extends PodFixture {
    private static final String LOGIN = "; run aws sso login --profile dev";
    private static final String EXPIRED =
            "dev: The SSO session associated with this profile has expired or is otherwise invalid" + LOGIN;

    private final IdentityCenter center = new IdentityCenter(InstantSource.system());
    private final Queue<String> signatures = new ConcurrentLinkedQueue<>();
    private SignIn signIn = new SignIn(Path.of("target", "home"));

    @BeforeEach
    void giveUserASignIn() {
        signIn = new SignIn(directory);
        put("aws.webIdentityTokenFile", null);
        put("aws.roleArn", null);
        set("aws.configFile", signIn.config().toString());
        set("aws.endpointUrlSso", center.uri().toString());
        set("aws.endpointUrlSsoOidc", center.uri().toString());
        for (int i = 0; i < 3; i++) {
            endpoint.then(exchange -> {
                signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
                ScriptedEndpoint.send(exchange, 200, JOB);
            });
        }
    }

    @AfterEach
    void closeCenter() {
        center.close();
    }

    @ParameterizedTest
    @CsvSource({"dev, dev", "old, old", ", dev"})
    void asksWithTheKeysOfTheRole(@Nullable String configured, String ofEnvironment) throws IOException {
        signIn.until(Instant.now().plusSeconds(3600));
        set("aws.profile", ofEnvironment);
        try (AwsSession session = signedIn(configured)) {
            assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
            assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(signatures)
                .hasSize(2)
                .allSatisfy(signature -> assertThat(signature).contains("Credential=" + IdentityCenter.ACCESS_KEY));
        assertThat(center.asked()).hasSize(1);
        assertThat(attempts)
                .containsExactly("GetRoleCredentials null", "GetModelInvocationJob null", "GetModelInvocationJob null");
    }

    @Test
    void renewsTheToken() throws IOException {
        signIn.renewable(Instant.now().minusSeconds(60), "refresh-1");
        try (AwsSession session = signedIn("dev")) {
            assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(attempts)
                .containsExactly("CreateToken null", "GetRoleCredentials null", "GetModelInvocationJob null");
    }

    @Test
    void saysWhatToRunUntilSomebodySignsIn() throws IOException {
        try (AwsSession session = signedIn("dev")) {
            assertThat(get(session))
                    .isEqualTo(new FetchResult.Denied<>(
                            "ExpiredTokenException",
                            "dev: Error loading SSO Token: Token for corp does not exist" + LOGIN));
            signIn.until(Instant.now().minusSeconds(60));
            assertThat(get(session)).isEqualTo(new FetchResult.Denied<>("ExpiredTokenException", EXPIRED));
            signIn.until(Instant.now().plusSeconds(3600));
            assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
        }
    }

    @Test
    void saysSoOfATokenThatThePortalDoesNotKnow() throws IOException {
        signIn.until(Instant.now().plusSeconds(3600));
        center.know("another");
        try (AwsSession session = signedIn("dev")) {
            assertThat(get(session)).isEqualTo(new FetchResult.Denied<>("ExpiredTokenException", EXPIRED));
        }
        assertThat(attempts).containsOnly("GetRoleCredentials AccessDeniedException");
    }

    /** What waits for a sign-in is not made anew, which would forget when it asked last, and a token that could not be written. */
    @Test
    void asksTwiceAMinuteWhetherThePortalKnowsTheToken() throws IOException {
        SettableClock clock = new SettableClock(Instant.now());
        signIn.until(Instant.now().plusSeconds(3600));
        center.know("another");
        try (AwsSession session = signedIn("dev", clock)) {
            get(session);
            clock.advance(Duration.ofSeconds(20));
            get(session);
            assertThat(center.asked()).hasSize(1);
            clock.advance(Duration.ofSeconds(10));
            get(session);
            assertThat(center.asked()).hasSize(2);
        }
    }

    @Test
    void saysSoOfTheProfileBehindARole() throws IOException {
        signIn.until(Instant.now().minusSeconds(60));
        try (AwsSession session = signedIn("role")) {
            assertThat(get(session)).isEqualTo(new FetchResult.Denied<>("ExpiredTokenException", EXPIRED));
        }
    }

    @Test
    void keysOfTheEnvironmentTakePrecedenceOverItsProfile() throws IOException {
        set("aws.profile", "dev");
        set("aws.accessKeyId", "AKIDEXAMPLE");
        set("aws.secretAccessKey", "very-secret");
        try (AwsSession session = signedIn(null)) {
            assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(signatures).singleElement().asString().contains("Credential=AKIDEXAMPLE");
        try (AwsSession session = signedIn("dev")) {
            assertThat(code(get(session)))
                    .as("but not over that of the configuration")
                    .isEqualTo("ExpiredTokenException");
        }
    }

    @Test
    void aProfileThatIsNotWholeIsRefusedAtTheStart() throws IOException {
        Files.writeString(signIn.config(), "[profile dev]\nsso_account_id = 123456789012\n");
        try (AwsSession session = signedIn("dev")) {
            assertThatThrownBy(session::check)
                    .isInstanceOf(AwsConfigurationException.class)
                    .hasMessageStartingWith("dev: this profile is configured to use SSO but is missing");
        }
    }

    private AwsSession signedIn(@Nullable String profile) {
        return signedIn(profile, InstantSource.system());
    }

    private AwsSession signedIn(@Nullable String profile, InstantSource clock) {
        Connections connections = Reach.at(endpoint.uri())
                .profile(profile)
                .signedIn(new TokenCache(signIn.cache()))
                .connections();
        return new AwsSession(connections, Reach.limits(1000), "1.2.3", listener, clock);
    }
}
