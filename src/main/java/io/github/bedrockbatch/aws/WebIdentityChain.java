package io.github.bedrockbatch.aws;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials of the first provider that has any, and from then on of that one, as with the SDK's own chain; where none has, the
 * failure of the web identity, which is what was meant.
 */
final class WebIdentityChain implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.bedrockbatch.aws");

    private final List<AwsCredentialsProvider> before;
    private final AwsCredentialsProvider webIdentity;
    private final List<AwsCredentialsProvider> after;
    private volatile @Nullable AwsCredentialsProvider chosen;

    /**
     * Asks nobody yet.
     *
     * @param before who is asked before the web identity; all are closed with this
     * @param after who is asked when the web identity has failed
     */
    WebIdentityChain(
            List<AwsCredentialsProvider> before,
            AwsCredentialsProvider webIdentity,
            List<AwsCredentialsProvider> after) {
        this.before = List.copyOf(before);
        this.webIdentity = webIdentity;
        this.after = List.copyOf(after);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentialsProvider known = chosen;
        return known == null ? among(before).orElseGet(this::ofWebIdentity) : known.resolveCredentials();
    }

    @Override
    public void close() {
        before.forEach(WebIdentityChain::close);
        close(webIdentity);
        after.forEach(WebIdentityChain::close);
    }

    private AwsCredentials ofWebIdentity() {
        try {
            AwsCredentials credentials = webIdentity.resolveCredentials();
            chosen = webIdentity;
            return credentials;
        } catch (RuntimeException e) {
            AwsCredentials others = among(after).orElseThrow(() -> e);
            LOG.warn("{}; other credentials were found and are used instead", e.getMessage());
            return others;
        }
    }

    private Optional<AwsCredentials> among(List<AwsCredentialsProvider> providers) {
        for (AwsCredentialsProvider provider : providers) {
            try {
                AwsCredentials credentials = provider.resolveCredentials();
                chosen = provider;
                return Optional.of(credentials);
            } catch (RuntimeException e) {
                LOG.debug("{} has no credentials: {}", provider, e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
