package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.request.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials whose provider is created at first use, and again when AWS rejects the credentials as expired. The provider itself
 * renews them only by this machine's clock, which may be wrong. The clients that use the credentials have this as an interceptor.
 */
public final class RenewableCredentials implements AwsCredentialsProvider, ExecutionInterceptor {
    /** A provider that was made a moment ago gives what is newest. */
    private static final Duration MIN_RENEWAL_INTERVAL = Duration.ofSeconds(10);

    private final Supplier<AwsCredentialsProvider> maker;
    private final InstantSource clock;
    private @Nullable AwsCredentialsProvider provider;
    private Instant madeAt = Instant.MIN;

    /** @param maker makes the provider; is asked again after each renewal */
    public RenewableCredentials(Supplier<AwsCredentialsProvider> maker, InstantSource clock) {
        this.maker = maker;
        this.clock = clock;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return provider().resolveCredentials();
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        // A sign-in that is over is none of these: the provider waits for another.
        if (context.exception() instanceof AwsServiceException answer && AwsFailure.saysExpired(answer)) {
            renew();
        }
    }

    /** Forgets the credentials, as AWS calls them expired. A clock that was set back holds up nothing. */
    private synchronized void renew() {
        Instant now = clock.instant();
        boolean young = !now.isBefore(madeAt) && now.isBefore(madeAt.plus(MIN_RENEWAL_INTERVAL));
        if (provider != null && !young) {
            discard();
        }
    }

    /** Returns why other credentials stand in for those of a web identity; empty while none do. */
    public synchronized Optional<RuntimeException> webIdentityFailure() {
        return provider instanceof WebIdentityChain chain ? chain.failure() : Optional.empty();
    }

    /** Closes the provider. It is not called close, as clients would: the credentials are others' too. */
    public synchronized void discard() {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
        provider = null;
    }

    private synchronized AwsCredentialsProvider provider() {
        if (provider == null) {
            provider = maker.get();
            madeAt = clock.instant();
        }
        return provider;
    }
}
