package io.github.bedrockbatch.web.auth;

import io.github.bedrockbatch.webconfig.WebConfig.RateLimit;
import java.util.function.LongSupplier;

/** Bounds the rate of requests: a burst at once, then one each interval. Thread-safe. */
public final class TokenBucket {
    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final long interval;
    private int tokens;
    /** When the last token came, or when the bucket was last seen full. */
    private long last;

    /** @param nanoTime the time that passes, as {@link System#nanoTime()} tells it */
    public TokenBucket(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.interval = limit.interval().toNanos();
        this.tokens = limit.burst();
        this.last = nanoTime.getAsLong();
    }

    /** Returns the limit that it holds. */
    public RateLimit limit() {
        return limit;
    }

    /** Returns whether there may be one more request now, and counts it if there may. */
    public synchronized boolean tryTake() {
        refill(nanoTime.getAsLong());
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }

    private void refill(long now) {
        long gained = (now - last) / interval;
        if (gained >= limit.burst() - tokens) {
            tokens = limit.burst();
            last = now;
        } else {
            tokens += (int) gained;
            last += gained * interval;
        }
    }
}
