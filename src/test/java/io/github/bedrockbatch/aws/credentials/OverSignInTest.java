package io.github.bedrockbatch.aws.credentials;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.sso.SsoAccess;
import io.github.bedrockbatch.sso.SsoCredentials;
import io.github.bedrockbatch.sso.SsoException;
import io.github.bedrockbatch.sso.SsoProfile;
import io.github.bedrockbatch.sso.TokenCache;
import io.github.bedrockbatch.sso.testing.SignIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

@NullMarked
class OverSignInTest {
    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final SsoProfile DEV = new SsoProfile("dev", "corp", "eu-central-1", "123456789012", "ReadOnly");

    @TempDir
    private Path home = Path.of(".");

    /** A service's answer, the SDK's own failure, and what it lets pass of a file. */
    private static Stream<RuntimeException> failures() {
        return Stream.of(
                UnauthorizedException.builder()
                        .message("Session token not found")
                        .build(),
                SdkClientException.create("Unable to load credentials"),
                new UncheckedIOException(new IOException("cannot be read")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysToSignInHoweverTheSdkFails(RuntimeException failure) throws IOException {
        SignIn signIn = new SignIn(home);
        assertThatThrownBy(() -> failing(failure, signIn).resolveCredentials())
                .isInstanceOf(SsoException.class)
                .hasMessageEndingWith("run aws sso login --profile dev");
        signIn.until(NOW.plusSeconds(60));
        assertThatThrownBy(() -> failing(failure, signIn).resolveCredentials()).isSameAs(failure);
    }

    private static OverSignIn failing(RuntimeException failure, SignIn signIn) {
        return new OverSignIn(
                () -> {
                    throw failure;
                },
                new SsoCredentials(DEV, new TokenCache(signIn.cache()), new Unreached(), InstantSource.fixed(NOW)));
    }

    private static final class Unreached implements SsoAccess {
        @Override
        public SsoClient portal(String region) {
            throw new AssertionError(region);
        }

        @Override
        public SsoOidcClient oidc(String region) {
            throw new AssertionError(region);
        }

        @Override
        public <T> T call(String operation, Supplier<T> question) {
            throw new AssertionError(operation);
        }
    }
}
