package io.github.bedrockbatch.sso;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import software.amazon.awssdk.services.ssooidc.model.SsoOidcException;

/** The token of a profile: the cached one, renewed for as long as its sign-in allows. Not thread-safe. */
final class SsoTokens {
    /** As long before its end a token is renewed. */
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    private static final int SERVER_ERROR = 500;

    private final SsoProfile profile;
    private final TokenCache cache;
    private final SsoAccess access;
    private final InstantSource clock;
    /** What could not be written, as to a folder that is mounted read-only. */
    private @Nullable SsoToken unwritten;

    SsoTokens(SsoProfile profile, TokenCache cache, SsoAccess access, InstantSource clock) {
        this.profile = profile;
        this.cache = cache;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Returns a token that can be used now.
     *
     * @throws SsoException if somebody has to sign in
     */
    String accessToken() {
        SsoToken token = newest();
        Instant now = clock.instant();
        if (token.lasts(now, RENEWAL)) {
            return token.accessToken();
        }
        boolean lasts = token.lasts(now, Duration.ZERO);
        return renewed(token, now, lasts)
                .or(() -> Optional.of(token).filter(old -> lasts))
                .orElseThrow(() -> SsoException.expired(profile.name()))
                .accessToken();
    }

    private SsoToken newest() {
        SsoToken cached = cache.read(profile);
        SsoToken own = unwritten;
        return own != null && own.expiresAt().isAfter(cached.expiresAt()) ? own : cached;
    }

    /** @param optional whether there is still a token without it */
    private Optional<SsoToken> renewed(SsoToken token, Instant now, boolean optional) {
        Optional<CreateTokenResponse> answer;
        try {
            answer = token.renewal(now).flatMap(renewal -> access.call("CreateToken", () -> ask(renewal)));
        } catch (SdkException e) {
            if (optional) {
                return Optional.empty();
            }
            throw e;
        }
        Optional<SsoToken> renewed = answer.flatMap(given -> token.renewed(given, now));
        renewed.ifPresent(this::keep);
        return renewed;
    }

    /** Returns another token; empty if AWS refuses it, as it does when the sign-in is over. */
    private Optional<CreateTokenResponse> ask(SsoToken.Renewal renewal) {
        try {
            return Optional.of(access.oidc(profile.region())
                    .createToken(request -> request.grantType("refresh_token")
                            .clientId(renewal.clientId())
                            .clientSecret(renewal.clientSecret())
                            .refreshToken(renewal.refreshToken())));
        } catch (SsoOidcException e) {
            if (e.statusCode() >= SERVER_ERROR) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void keep(SsoToken token) {
        try {
            cache.write(profile, token);
            unwritten = null;
        } catch (IOException e) {
            unwritten = token;
        }
    }
}
