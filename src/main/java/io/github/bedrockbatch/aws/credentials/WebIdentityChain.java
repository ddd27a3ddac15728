package io.github.bedrockbatch.aws.credentials;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials of the first provider that has any, and from then on of that one, as with the SDK's own chain. Only those that
 * stand in for a web identity that failed do so for a while: STS may have been out of reach. Where none has any, the failure is
 * the web identity's, which is what was meant.
 */
final class WebIdentityChain implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebIdentityChain.class);

    private static final Duration STAND_IN = Duration.ofMinutes(10);

    private final AwsCredentialsProviderChain before;
    private final AwsCredentialsProvider webIdentity;
    private final AwsCredentialsProviderChain after;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Choice> chosen = new AtomicReference<>();

    /** @param failure of the web identity, for which the provider stands in */
    private record Choice(
            AwsCredentialsProvider provider,
            Instant until,
            @Nullable RuntimeException failure) {
        /** Returns whether it is not over. One that ends later than any is chosen for was chosen while the clock was ahead. */
        boolean holds(Instant now) {
            boolean ahead = !until.equals(Instant.MAX) && until.isAfter(now.plus(STAND_IN));
            return now.isBefore(until) && !ahead;
        }
    }

    /**
     * Creates the chain without a request.
     *
     * @param before who is asked before the web identity; is closed with this
     * @param after who is asked when the web identity has failed; is closed with this
     */
    WebIdentityChain(
            AwsCredentialsProviderChain before,
            AwsCredentialsProvider webIdentity,
            AwsCredentialsProviderChain after,
            InstantSource clock) {
        this.before = before;
        this.webIdentity = webIdentity;
        this.after = after;
        this.clock = clock;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        Choice known = chosen.get();
        if (known != null && known.holds(clock.instant())) {
            return known.provider().resolveCredentials();
        }
        try {
            return choose(new Choice(before, Instant.MAX, null), known);
        } catch (RuntimeException e) {
            LOG.debug("Before the web identity: {}", e.getMessage());
            return ofWebIdentity(known);
        }
    }

    /** Returns why other credentials stand in for the web identity's; empty while none do. */
    Optional<RuntimeException> failure() {
        Choice known = chosen.get();
        return known == null ? Optional.empty() : Optional.ofNullable(known.failure());
    }

    @Override
    public void close() {
        before.close();
        after.close();
    }

    private AwsCredentials ofWebIdentity(@Nullable Choice known) {
        try {
            AwsCredentials credentials = webIdentity.resolveCredentials();
            chosen.set(new Choice(webIdentity, Instant.MAX, null));
            return credentials;
        } catch (RuntimeException e) {
            Choice others = chosen.get();
            return others == null || others.equals(known)
                    ? standIn(known, e)
                    : others.provider().resolveCredentials();
        }
    }

    private AwsCredentials standIn(@Nullable Choice known, RuntimeException failure) {
        try {
            AwsCredentials others = choose(new Choice(after, clock.instant().plus(STAND_IN), failure), known);
            LOG.warn("{} (other credentials are used for ten minutes)", failure.getMessage());
            return others;
        } catch (RuntimeException e) {
            LOG.debug("After the web identity: {}", e.getMessage());
            throw failure;
        }
    }

    /** Chooses a provider if it has credentials, unless another thread has chosen meanwhile. */
    private AwsCredentials choose(Choice choice, @Nullable Choice known) {
        AwsCredentials credentials = choice.provider().resolveCredentials();
        chosen.compareAndSet(known, choice);
        return credentials;
    }
}
