package io.github.bedrockbatch.aws.credentials;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    private record Choice(AwsCredentialsProvider provider, Instant until) {
        /** Returns whether it is not over. One that ends later than any is chosen for was chosen while the clock was ahead. */
        boolean holds(Instant now) {
            boolean ahead = !until.equals(Instant.MAX) && until.isAfter(now.plus(STAND_IN));
            return now.isBefore(until) && !ahead;
        }
    }

    /**
     * Asks nobody yet.
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
            return choose(before, known, Instant.MAX);
        } catch (RuntimeException e) {
            LOG.debug("Before the web identity: {}", e.getMessage());
            return ofWebIdentity(known);
        }
    }

    @Override
    public void close() {
        before.close();
        after.close();
    }

    private AwsCredentials ofWebIdentity(@Nullable Choice known) {
        try {
            AwsCredentials credentials = webIdentity.resolveCredentials();
            chosen.set(new Choice(webIdentity, Instant.MAX));
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
            AwsCredentials others = choose(after, known, clock.instant().plus(STAND_IN));
            LOG.warn("{}; other credentials were found and are used for ten minutes", failure.getMessage());
            return others;
        } catch (RuntimeException e) {
            LOG.debug("After the web identity: {}", e.getMessage());
            throw failure;
        }
    }

    /** Chooses a provider if it has credentials, unless another thread has chosen meanwhile. */
    private AwsCredentials choose(AwsCredentialsProvider provider, @Nullable Choice known, Instant until) {
        AwsCredentials credentials = provider.resolveCredentials();
        chosen.compareAndSet(known, new Choice(provider, until));
        return credentials;
    }
}
