package io.github.bedrockbatch.aws.request;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.RequestListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** The attempts of one call: each begins within the target's rate and is told to the listener when it ends. */
final class RequestAttempts {
    /** The log of the call that the current thread makes; the SDK's synchronous clients stay on it. */
    static final ScopedValue<RequestAttempts> CURRENT = ScopedValue.newInstance();

    private final Target target;
    private final String operation;
    private final Duration timeout;
    private final RateLimiter limiter;
    private final RequestListener listener;
    private final InstantSource steady;
    private final Instant begin;
    private @Nullable Instant started;

    RequestAttempts(
            Target target,
            String operation,
            Duration timeout,
            RateLimiter limiter,
            RequestListener listener,
            InstantSource steady) {
        this.target = target;
        this.operation = operation;
        this.timeout = timeout;
        this.limiter = limiter;
        this.listener = listener;
        this.steady = steady;
        this.begin = steady.instant();
    }

    Target target() {
        return target;
    }

    /** Waits for the target's rate, then starts the watch. */
    void awaitTurn() {
        try {
            if (!limiter.acquire(timeout.minus(Duration.between(begin, steady.instant())))) {
                throw ApiCallTimeoutException.create(timeout.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while waiting for the rate of " + target, e);
        }
        started = steady.instant();
    }

    /** Tells the listener of the attempt that runs, if one does. */
    void end(@Nullable String errorCode) {
        Instant since = started;
        if (since == null) {
            return;
        }
        started = null;
        listener.attempted(target, operation, Duration.between(since, steady.instant()), errorCode);
    }
}
