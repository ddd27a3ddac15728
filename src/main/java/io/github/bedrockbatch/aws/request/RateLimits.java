package io.github.bedrockbatch.aws.request;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rate limiters of all targets, which have one rate. They outlive configurations. All callers share the limiter of a target, so that
 * two configurations that overlap for a moment do not send twice as many requests. Thread-safe.
 */
public final class RateLimits {
    private final InstantSource steady;
    private final Pause pause;
    private final Map<Target, RateLimiter> limiters = new ConcurrentHashMap<>();
    private volatile Duration spacing;

    /**
     * Limits each target to a rate.
     *
     * @param perSecond requests in a second, such as 5 or 0.5
     * @param steady a clock that never jumps
     */
    public RateLimits(double perSecond, InstantSource steady, Pause pause) {
        this.spacing = RateLimiter.spacing(perSecond);
        this.steady = steady;
        this.pause = pause;
    }

    /** Limits each target to another rate from now on. */
    public void change(double perSecond) {
        spacing = RateLimiter.spacing(perSecond);
    }

    /** Returns the limiter of a target. */
    public RateLimiter of(Target target) {
        return limiters.computeIfAbsent(target, absent -> separate());
    }

    /** Returns a limiter of its own, of the same rate. */
    public RateLimiter separate() {
        return new RateLimiter(() -> spacing, steady, pause);
    }
}
