package io.github.bedrockbatch.aws.request;

import io.github.bedrockbatch.source.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Spaces the requests of one target evenly, so that no second holds more of them than the rate allows. */
public final class RateLimiter {
    private static final double NANOS = 1e9;

    private final Supplier<Duration> spacing;
    private final InstantSource steady;
    private final Pause pause;
    private Instant last = Instant.MIN;

    /**
     * Limits to a rate.
     *
     * @param perSecond requests in a second, such as 5 or 0.5
     * @param steady a clock that never jumps
     */
    public RateLimiter(double perSecond, InstantSource steady, Pause pause) {
        this(constant(spacing(perSecond)), steady, pause);
    }

    /** @param spacing between two requests, asked for before each */
    RateLimiter(Supplier<Duration> spacing, InstantSource steady, Pause pause) {
        this.spacing = spacing;
        this.steady = steady;
        this.pause = pause;
    }

    /** Returns the time between two requests at a rate. */
    static Duration spacing(double perSecond) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException(perSecond + ": must be a positive number of requests per second");
        }
        return Duration.ofNanos((long) Math.min(NANOS / perSecond, Long.MAX_VALUE));
    }

    private static Supplier<Duration> constant(Duration spacing) {
        return () -> spacing;
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
        Instant next = last.equals(Instant.MIN) ? now : last.plus(spacing.get());
        Instant turn = next.isBefore(now) ? now : next;
        Duration wait = Duration.between(now, turn);
        if (wait.compareTo(patience) <= 0) {
            last = turn;
        }
        return wait;
    }
}
