package io.github.bedrockbatch.sso;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Keeps from asking again soon after a failure, because whoever needs credentials waits meanwhile. A sign-in ends the wait. Not
 * thread-safe.
 */
final class BackOff {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final SsoProfile profile;
    private final TokenCache cache;
    private final InstantSource clock;
    private @Nullable Failure last;

    /** @param token as it was cached when the question was asked */
    private record Failure(RuntimeException reason, Instant retryAt, Optional<ByteBuffer> token) {
        /** Returns whether the wait is over. One that is longer than any began while the clock was ahead. */
        boolean isOver(Instant now) {
            return !now.isBefore(retryAt) || now.plus(WAIT).isBefore(retryAt);
        }
    }

    BackOff(SsoProfile profile, TokenCache cache, InstantSource clock) {
        this.profile = profile;
        this.cache = cache;
        this.clock = clock;
    }

    /** Asks, or fails as it did the last time. */
    <T> T ask(Supplier<T> question) {
        Optional<ByteBuffer> token = cache.content(profile);
        Failure known = last;
        if (known != null && !known.isOver(clock.instant()) && known.token().equals(token)) {
            throw known.reason();
        }
        try {
            T answer = question.get();
            last = null;
            return answer;
        } catch (AbortedException e) {
            throw e; // the asker had no more time, which says nothing of IAM Identity Center
        } catch (RuntimeException e) {
            last = new Failure(e, clock.instant().plus(WAIT), token);
            throw e;
        }
    }
}
