package io.github.bedrockbatch.sso;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.sso.testing.IdentityCenter;
import io.github.bedrockbatch.sso.testing.IdentityCenter.Asked;
import io.github.bedrockbatch.sso.testing.SignIn;
import io.github.bedrockbatch.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

class SsoCredentialsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SsoProfile DEV = new SsoProfile("dev", "corp", "eu-central-1", "123456789012", "ReadOnly");
    private static final SsoProfile OLD =
            new SsoProfile("old", "https://old.awsapps.com/start", "eu-central-1", "123456789012", "ReadOnly");

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    @TempDir
    private Path home = Path.of(".");

    private final SettableClock clock = new SettableClock(NOW);
    private final IdentityCenter center = new IdentityCenter(clock);
    private final SdkHttpClient http = Apache5HttpClient.create();
    private final List<String> calls = new ArrayList<>();
    private Step whileRenewing = () -> {};
    private Step whileAsking = () -> {};
    private SignIn signIn = new SignIn(Path.of("target", "home"));

    @BeforeEach
    void layHome() {
        signIn = new SignIn(home);
    }

    @AfterEach
    void close() {
        center.close();
        http.close();
    }

    @Test
    void takesTheKeysOfARoleForTheToken() throws IOException {
        signIn.until(NOW.plus(HOUR));
        assertThat(of(DEV).resolveCredentials()).isInstanceOfSatisfying(AwsSessionCredentials.class, keys -> {
            assertThat(keys.accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
            assertThat(keys.secretAccessKey()).isEqualTo("s3cr3t-of-role");
            assertThat(keys.sessionToken()).isEqualTo("t0k3n-of-role");
            assertThat(keys.accountId()).contains("123456789012");
        });
        assertThat(of(OLD).resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
        assertThat(center.asked()).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.token()).isEqualTo("token-1");
            assertThat(asked.path())
                    .startsWith("/federation/credentials?")
                    .contains("role_name=ReadOnly", "account_id=123456789012");
        });
        assertThat(calls).containsExactly("GetRoleCredentials", "GetRoleCredentials");
    }

    @Test
    void keepsTheKeysUntilTheyAreAboutToExpire() throws IOException {
        signIn.until(NOW.plus(HOUR.multipliedBy(8)));
        SsoCredentials credentials = of(DEV);
        credentials.resolveCredentials();
        clock.advance(Duration.ofMinutes(54));
        credentials.resolveCredentials();
        assertThat(center.asked()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        credentials.resolveCredentials();
        assertThat(center.asked()).hasSize(2);
        clock.advance(Duration.ofMinutes(56));
        center.fail(500);
        credentials.resolveCredentials();
        clock.advance(Duration.ofMinutes(4));
        assertThatThrownBy(credentials::resolveCredentials).isInstanceOf(AwsServiceException.class);
    }

    @Test
    void asksToSignInWhereThereIsNoToken() {
        assertThatThrownBy(() -> of(DEV).resolveCredentials())
                .isInstanceOf(SsoException.class)
                .hasMessage(
                        "dev: Error loading SSO Token: Token for corp does not exist; run aws sso login --profile dev");
        assertThatThrownBy(of(OLD)::checkToken)
                .hasMessage("old: Error loading SSO Token: Token for https://old.awsapps.com/start does not exist;"
                        + " run aws sso login --profile old");
        assertThat(center.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk",
                "[]",
                "{}",
                "{\"accessToken\":\"t\"}",
                "{\"accessToken\":\"t\",\"expiresAt\":\"soon\"}",
                "{\"accessToken\":1,\"expiresAt\":\"2026-11-29T09:00:00Z\"}"
            })
    void asksToSignInWhereTheTokenIsNone(String json) throws IOException {
        signIn.write(json);
        assertThatThrownBy(() -> of(DEV).resolveCredentials())
                .hasMessage("dev: Error loading SSO Token: Token for corp is invalid; run aws sso login --profile dev");
    }

    @Test
    void asksToSignInWhereTheTokenHasExpired() throws IOException {
        signIn.until(NOW.plusSeconds(1));
        SsoCredentials credentials = of(DEV);
        credentials.resolveCredentials();
        clock.advance(HOUR);
        assertThatThrownBy(credentials::resolveCredentials)
                .isInstanceOfSatisfying(
                        SsoException.class, e -> assertThat(e.needsLogin()).isTrue())
                .hasMessage("dev: The SSO session associated with this profile has expired or is otherwise invalid;"
                        + " run aws sso login --profile dev");
        signIn.until(NOW.plus(HOUR.multipliedBy(3)));
        assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
    }

    @Test
    void asksToSignInWhereThePortalDoesNotKnowTheToken() throws IOException {
        signIn.until(NOW.plus(HOUR));
        center.know("another");
        assertThatThrownBy(() -> of(DEV).resolveCredentials()).hasMessageContaining("run aws sso login --profile dev");
    }

    @Test
    void renewsATokenAndKeepsWhatOthersWrote() throws IOException {
        signIn.renewable(NOW.plus(Duration.ofMinutes(4)), "refresh-1");
        assertThat(of(DEV).resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
        assertThat(center.asked()).extracting(Asked::token).containsExactly("", "token-2");
        assertThat(calls).containsExactly("CreateToken", "GetRoleCredentials");
        assertThat(Files.readString(signIn.token()))
                .contains(
                        "\"accessToken\":\"token-2\"",
                        "\"refreshToken\":\"refresh-2\"",
                        "\"expiresAt\":\"2026-11-29T09:00:00Z\"",
                        "\"clientSecret\":\"s3cr3t-of-client\"",
                        "\"other\":[1]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(signIn.token())))
                .isEqualTo("rw-------");
        try (var files = Files.list(signIn.cache())) {
            assertThat(files).as("no file is left over").hasSize(2);
        }
        assertThat(of(DEV).resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
        assertThat(calls).endsWith("GetRoleCredentials", "GetRoleCredentials");
    }

    /** The folder is gone when the token is to be written. */
    @Test
    void keepsARenewedTokenThatCannotBeWritten() throws IOException {
        signIn.renewable(NOW.plus(Duration.ofMinutes(4)), "refresh-1");
        Path away = home.resolve("away");
        whileRenewing = () -> Files.move(signIn.cache(), away);
        SsoCredentials credentials = of(DEV);
        assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
        whileRenewing = () -> {};
        Files.move(away, signIn.cache());
        assertThat(Files.readString(signIn.token())).contains("token-1");
        clock.advance(Duration.ofMinutes(56));
        assertThatThrownBy(() -> of(DEV).checkToken()).hasMessageContaining("has expired");
        credentials.resolveCredentials();
        assertThat(center.asked()).extracting(Asked::token).endsWith("token-2");
    }

    /** Another profile of the session, or what is made in place of the first, must not sign in again. */
    @Test
    void othersKnowARenewedTokenThatCouldNotBeWritten() throws IOException {
        signIn.renewable(NOW.plus(Duration.ofMinutes(4)), "refresh-1");
        Path away = home.resolve("away");
        whileRenewing = () -> Files.move(signIn.cache(), away);
        TokenCache cache = new TokenCache(signIn.cache());
        of(DEV, cache).resolveCredentials();
        Files.move(away, signIn.cache());
        assertThat(of(DEV, cache).resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
        assertThat(calls).containsExactly("CreateToken", "GetRoleCredentials", "GetRoleCredentials");
    }

    @Test
    void keysThatLastAreNotAskedForAgainSoonAfterAFailure() throws IOException {
        signIn.until(NOW.plus(HOUR.multipliedBy(8)));
        SsoCredentials credentials = of(DEV);
        credentials.resolveCredentials();
        clock.advance(Duration.ofMinutes(56));
        center.fail(403);
        for (int i = 0; i < 3; i++) {
            credentials.resolveCredentials();
            clock.advance(Duration.ofSeconds(10));
        }
        assertThat(calls).as("in half a minute").hasSize(2);
        credentials.resolveCredentials();
        assertThat(calls).as("after it").hasSize(3);
        signIn.until(NOW.plus(HOUR.multipliedBy(9)));
        credentials.resolveCredentials();
        assertThat(calls).as("after a sign-in").hasSize(4);
        clock.advance(Duration.ofMinutes(-1));
        credentials.resolveCredentials();
        assertThat(calls).as("by a clock that was set back").hasSize(5);
    }

    @Test
    void whereThereAreNoKeysTheFailureIsTheSameForAWhile() throws IOException {
        signIn.renewable(NOW.minusSeconds(1), "refresh-1");
        center.failTokens(403, "ForbiddenException");
        SsoCredentials credentials = of(DEV);
        assertThatThrownBy(credentials::resolveCredentials).isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(credentials::resolveCredentials).isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(credentials::checkToken).isInstanceOf(AwsServiceException.class);
        assertThat(calls).containsExactly("CreateToken");
        signIn.until(NOW.plus(HOUR));
        assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
    }

    @Test
    void anAskerWithoutTimeDoesNotFailTheNext() throws IOException {
        signIn.until(NOW.plus(HOUR));
        SsoCredentials credentials = of(DEV);
        whileAsking = () -> {
            throw AbortedException.create("no time");
        };
        assertThatThrownBy(credentials::resolveCredentials).isInstanceOf(AbortedException.class);
        whileAsking = () -> {};
        assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
    }

    @Test
    void nobodyWaitsForOthersToRenewKeysThatLast() throws IOException {
        signIn.until(NOW.plus(HOUR.multipliedBy(8)));
        SsoCredentials credentials = of(DEV);
        credentials.resolveCredentials();
        clock.advance(Duration.ofMinutes(56));
        AtomicReference<AwsCredentials> meanwhile = new AtomicReference<>();
        whileAsking = () -> meanwhile.set(CompletableFuture.supplyAsync(credentials::resolveCredentials)
                .orTimeout(20, SECONDS)
                .join());
        assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
        assertThat(meanwhile.get().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
        assertThat(calls).as("the other asked for nothing").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidGrantException, true",
        "ExpiredTokenException, true",
        "InvalidClientException, true",
        "UnauthorizedClientException, true",
        "AccessDeniedException, true",
        "InvalidRequestException, false",
        "UnsupportedGrantTypeException, false",
        "ForbiddenException, false"
    })
    void onlyTheseRefusalsEndASignIn(String refusal, boolean ends) throws IOException {
        signIn.renewable(NOW.minusSeconds(1), "refresh-1");
        center.failTokens(400, refusal);
        assertThatThrownBy(() -> of(DEV).resolveCredentials())
                .isInstanceOf(ends ? SsoException.class : AwsServiceException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1, refresh-0, run aws sso login", "-1, refresh-1, ''", "4, refresh-0, ''"})
    void renewalThatIsRefusedCountsOnceTheTokenIsOver(int minutes, String refresh, String message) throws IOException {
        signIn.renewable(NOW.plus(Duration.ofMinutes(minutes)), refresh);
        if (message.isEmpty()) {
            assertThat(of(DEV).resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
        } else {
            assertThatThrownBy(() -> of(DEV).resolveCredentials()).hasMessageContaining(message);
        }
    }

    @Test
    void anOutageIsNoReasonToSignIn() throws IOException {
        signIn.renewable(NOW.minusSeconds(1), "refresh-1");
        center.fail(503);
        assertThatThrownBy(() -> of(DEV).resolveCredentials()).isInstanceOf(AwsServiceException.class);
    }

    @Test
    void readsTimesAsOldToolsWroteThem() throws IOException {
        signIn.write("{\"accessToken\":\"token-1\",\"expiresAt\":\"2026-11-29T09:00:00UTC\"}");
        assertThat(of(OLD).resolveCredentials().accessKeyId()).isEqualTo(IdentityCenter.ACCESS_KEY);
    }

    @Test
    void showsNoSecret() throws IOException {
        signIn.renewable(NOW.plus(HOUR), "refresh-1");
        SsoToken token = new TokenCache(signIn.cache()).read(DEV);
        assertThat(token + " " + token.renewal(NOW))
                .contains("expiresAt")
                .doesNotContain("token-1", "s3cr3t", "refresh");
    }

    private SsoCredentials of(SsoProfile profile) {
        return of(profile, new TokenCache(signIn.cache()));
    }

    private SsoCredentials of(SsoProfile profile, TokenCache cache) {
        return new SsoCredentials(profile, cache, new Access(), clock);
    }

    private final class Access implements SsoAccess {
        @Override
        public SsoClient portal(String region) {
            return SsoClient.builder()
                    .region(Region.of(region))
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .endpointOverride(center.uri())
                    .httpClient(http)
                    .build();
        }

        @Override
        public SsoOidcClient oidc(String region) {
            return SsoOidcClient.builder()
                    .region(Region.of(region))
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .endpointOverride(center.uri())
                    .httpClient(http)
                    .build();
        }

        @Override
        public <T> T call(String operation, Supplier<T> question) {
            calls.add(operation);
            try {
                if (operation.equals("CreateToken")) {
                    whileRenewing.run();
                } else {
                    whileAsking.run();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return question.get();
        }
    }
}
