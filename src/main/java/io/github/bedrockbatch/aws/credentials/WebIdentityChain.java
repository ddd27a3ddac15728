package io.github.bedrockbatch.aws.credentials;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials of the first provider that has any, and from then on of that one, as with the SDK's own chain. Only those that
 * stand in for a web identity that failed do so for a while: STS may have been out of reach. Where none has any, the failure is
 * the web identity's, which is what was meant.
 */
final class WebIdentityChain implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebIdentityChain.class);

    private static final Duration STAND_IN = Duration.ofMinutes(10);

    private final List<AwsCredentialsProvider> before;
    private final AwsCredentialsProvider webIdentity;
    private final List<AwsCredentialsProvider> after;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Choice> chosen = new AtomicReference<>();

    private record Choice(AwsCredentialsProvider provider, Instant until) {
        /** Whether it is not over. One that ends later than any is chosen for was chosen while the clock was ahead. */
        boolean holds(Instant now) {
            boolean ahead = !until.equals(Instant.MAX) && until.isAfter(now.plus(STAND_IN));
            return now.isBefore(until) && !ahead;
        }
    }

    /**
     * Asks nobody yet.
     *
     * @param before who is asked before the web identity; all are closed with this
     * @param after who is asked when the web identity has failed
     */
    WebIdentityChain(
            List<AwsCredentialsProvider> before,
            AwsCredentialsProvider webIdentity,
            List<AwsCredentialsProvider> after,
            InstantSource clock) {
        this.before = List.copyOf(before);
        this.webIdentity = webIdentity;
        this.after = List.copyOf(after);
        this.clock = clock;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        Choice known = chosen.get();
        return known != null && known.holds(clock.instant())
                ? known.provider().resolveCredentials()
                : among(before, known, Instant.MAX).orElseGet(() -> ofWebIdentity(known));
    }

    @Override
    public void close() {
        before.forEach(WebIdentityChain::close);
        close(webIdentity);
        after.forEach(WebIdentityChain::close);
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
        AwsCredentials others =
                among(after, known, clock.instant().plus(STAND_IN)).orElseThrow(() -> failure);
        LOG.warn("{}; other credentials were found and are used for ten minutes", failure.getMessage());
        return others;
    }

    private Optional<AwsCredentials> among(
            List<AwsCredentialsProvider> providers, @Nullable Choice known, Instant until) {
        for (AwsCredentialsProvider provider : providers) {
            try {
                return Optional.of(of(provider, known, until));
            } catch (RuntimeException e) {
                LOG.debug("{} has no credentials: {}", provider, e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Chooses a provider that has credentials, unless another thread has chosen meanwhile. */
    private AwsCredentials of(AwsCredentialsProvider provider, @Nullable Choice known, Instant until) {
        AwsCredentials credentials = provider.resolveCredentials();
        chosen.compareAndSet(known, new Choice(provider, until));
        return credentials;
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
