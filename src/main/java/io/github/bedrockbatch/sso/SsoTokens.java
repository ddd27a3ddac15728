package io.github.bedrockbatch.sso;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.services.ssooidc.model.AccessDeniedException;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import software.amazon.awssdk.services.ssooidc.model.ExpiredTokenException;
import software.amazon.awssdk.services.ssooidc.model.InvalidClientException;
import software.amazon.awssdk.services.ssooidc.model.InvalidGrantException;
import software.amazon.awssdk.services.ssooidc.model.UnauthorizedClientException;

/** The token of a profile: the cached one, renewed for as long as its sign-in allows. Not thread-safe. */
final class SsoTokens {
    /** As long before its end a token is renewed. */
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    private final SsoProfile profile;
    private final TokenCache cache;
    private final SsoAccess access;
    private final InstantSource clock;
    private final BackOff backOff;

    SsoTokens(SsoProfile profile, TokenCache cache, SsoAccess access, InstantSource clock) {
        this.profile = profile;
        this.cache = cache;
        this.access = access;
        this.clock = clock;
        this.backOff = new BackOff(profile, cache, clock);
    }

    /**
     * Returns a token that can be used now.
     *
     * @throws SsoException if somebody has to sign in
     */
    String accessToken() {
        SsoToken token = cache.read(profile);
        if (token.lasts(clock.instant(), RENEWAL)) {
            return token.accessToken();
        }
        try {
            return backOff.ask(() -> renewed(token)).accessToken();
        } catch (RuntimeException e) {
            if (token.lasts(clock.instant(), Duration.ZERO)) {
                return token.accessToken();
            }
            throw e;
        }
    }

    private SsoToken renewed(SsoToken token) {
        Instant now = clock.instant();
        SsoToken renewed = token.renewal(now)
                .map(renewal -> access.call("CreateToken", () -> ask(renewal)))
                .flatMap(answer -> token.renewed(answer, now))
                .orElseThrow(() -> SsoException.expired(profile.name()));
        cache.keep(profile, renewed);
        return renewed;
    }

    /** @throws SsoException if the sign-in is over */
    private CreateTokenResponse ask(SsoToken.Renewal renewal) {
        try {
            return access.oidc(profile.region())
                    .createToken(request -> request.grantType("refresh_token")
                            .clientId(renewal.clientId())
                            .clientSecret(renewal.clientSecret())
                            .refreshToken(renewal.refreshToken()));
        } catch (InvalidGrantException
                | ExpiredTokenException
                | InvalidClientException
                | UnauthorizedClientException
                | AccessDeniedException e) {
            throw SsoException.expired(profile.name());
        }
    }
}
