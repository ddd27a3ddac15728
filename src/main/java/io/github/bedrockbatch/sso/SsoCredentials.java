package io.github.bedrockbatch.sso;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sso.model.RoleCredentials;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;

/** The credentials of a profile that signs in, renewed a few minutes before they expire. Thread-safe. Asks for nothing at first. */
public final class SsoCredentials implements AwsCredentialsProvider {
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    private final SsoProfile profile;
    private final SsoAccess access;
    private final SsoTokens tokens;
    private final InstantSource clock;
    private @Nullable Session session;

    private record Session(AwsCredentials credentials, Instant until) {}

    /** @param clock of this machine, with which the ends of tokens and keys are compared */
    public SsoCredentials(SsoProfile profile, TokenCache cache, SsoAccess access, InstantSource clock) {
        this.profile = profile;
        this.access = access;
        this.tokens = new SsoTokens(profile, cache, access, clock);
        this.clock = clock;
    }

    /**
     * Returns the credentials.
     *
     * @throws SsoException if somebody has to sign in
     */
    @Override
    public synchronized AwsCredentials resolveCredentials() {
        Session present = session;
        Instant now = clock.instant();
        if (present != null && now.isBefore(present.until().minus(RENEWAL))) {
            return present.credentials();
        }
        try {
            Session next = next(tokens.accessToken());
            session = next;
            return next.credentials();
        } catch (RuntimeException e) {
            if (present != null && now.isBefore(present.until())) {
                return present.credentials();
            }
            throw e;
        }
    }

    /**
     * Checks that the profile has a token that can be used.
     *
     * @throws SsoException if somebody has to sign in
     */
    public synchronized void checkToken() {
        var _ = tokens.accessToken();
    }

    private Session next(String token) {
        @Nullable RoleCredentials given = access.call("GetRoleCredentials", () -> ask(token));
        if (given == null || given.expiration() == null || given.sessionToken() == null) {
            throw SdkClientException.create(
                    profile.name() + ": the answer of IAM Identity Center has no credentials that expire");
        }
        return new Session(
                AwsSessionCredentials.builder()
                        .accessKeyId(given.accessKeyId())
                        .secretAccessKey(given.secretAccessKey())
                        .sessionToken(given.sessionToken())
                        .accountId(profile.accountId())
                        .build(),
                Instant.ofEpochMilli(given.expiration()));
    }

    private @Nullable RoleCredentials ask(String token) {
        try {
            return access.portal(profile.region())
                    .getRoleCredentials(request -> request.accessToken(token)
                            .accountId(profile.accountId())
                            .roleName(profile.roleName()))
                    .roleCredentials();
        } catch (UnauthorizedException e) {
            throw SsoException.expired(profile.name());
        }
    }
}
