package io.github.bedrockbatch.sso;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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
    private final BackOff backOff;
    private final Lock lock = new ReentrantLock();
    private volatile @Nullable Session session;

    private record Session(AwsCredentials credentials, Instant until) {
        /** Returns whether it can be used for so much longer. */
        boolean lasts(Instant now, Duration time) {
            return now.plus(time).isBefore(until);
        }
    }

    /** @param clock of this machine, with which the ends of tokens and keys are compared */
    public SsoCredentials(SsoProfile profile, TokenCache cache, SsoAccess access, InstantSource clock) {
        this.profile = profile;
        this.access = access;
        this.tokens = new SsoTokens(profile, cache, access, clock);
        this.clock = clock;
        this.backOff = new BackOff(profile, cache, clock);
    }

    /**
     * Returns the credentials. Nobody waits for others to renew them while they can still be used.
     *
     * @throws SsoException if somebody has to sign in
     */
    @Override
    public AwsCredentials resolveCredentials() {
        Session present = session;
        Instant now = clock.instant();
        if (present != null && present.lasts(now, RENEWAL)) {
            return present.credentials();
        }
        if (present == null || !present.lasts(now, Duration.ZERO)) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return present.credentials();
        }
        try {
            return renewed().credentials();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks that the profile has a token that can be used.
     *
     * @throws SsoException if somebody has to sign in
     */
    public void checkToken() {
        lock.lock();
        try {
            var _ = tokens.accessToken();
        } finally {
            lock.unlock();
        }
    }

    private Session renewed() {
        Session present = session;
        if (present != null && present.lasts(clock.instant(), RENEWAL)) {
            return present;
        }
        try {
            Session next = backOff.ask(() -> next(tokens.accessToken()));
            session = next;
            return next;
        } catch (RuntimeException e) {
            if (present != null && present.lasts(clock.instant(), Duration.ZERO)) {
                return present;
            }
            throw e;
        }
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
