package io.github.bedrockbatch.aws.request;

import io.github.bedrockbatch.source.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Spaces the requests of one target evenly, so that no second holds more of them than the rate allows. */
public final class RateLimiter {
    private static final double NANOS = 1e9;

    private final Duration spacing;
    private final InstantSource steady;
    private final Pause pause;
    private Instant next = Instant.MIN;

    /**
     * Limits to a rate.
     *
     * @param perSecond requests in a second, such as 5 or 0.5
     * @param steady a clock that never jumps
     */
    public RateLimiter(double perSecond, InstantSource steady, Pause pause) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException(perSecond + ": must be a positive number of requests per second");
        }
        this.spacing = Duration.ofNanos((long) Math.min(NANOS / perSecond, Long.MAX_VALUE));
        this.steady = steady;
        this.pause = pause;
    }

    /**
     * Waits until a request may be sent.
     *
     * @param patience the longest wait; if it would take longer, the turn is left to others at once
     * @return whether it may be sent now
     */
    boolean acquire(Duration patience) throws InterruptedException {
        Duration wait = reserve(patience);
        if (wait.isPositive() && wait.compareTo(patience) <= 0) {
            pause.of(wait);
        }
        return wait.compareTo(patience) <= 0;
    }

    private synchronized Duration reserve(Duration patience) {
        Instant now = steady.instant();
        Instant turn = next.isBefore(now) ? now : next;
        Duration wait = Duration.between(now, turn);
        if (wait.compareTo(patience) <= 0) {
            next = turn.plus(spacing);
        }
        return wait;
    }
}
