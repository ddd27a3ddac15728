package io.github.bedrockbatch.source;

import java.time.Duration;

/** The pauses between attempts that fail one after the other: each is twice as long as the one before it, up to a maximum. */
public final class Backoff {
    private final Duration first;
    private final Duration max;
    private Duration last = Duration.ZERO;

    public Backoff(Duration first, Duration max) {
        this.first = first;
        this.max = max;
    }

    /**
     * Returns the pause after another one.
     *
     * @param last the pause before; zero if there was none
     * @param first the pause after none
     */
    public static Duration after(Duration last, Duration first, Duration max) {
        Duration next = last.isZero() ? first : last.multipliedBy(2);
        return next.compareTo(max) < 0 ? next : max;
    }

    /** Returns the pause after one more failure. */
    public Duration next() {
        last = after(last, first, max);
        return last;
    }

    /** Begins anew with the first pause. */
    public void reset() {
        last = Duration.ZERO;
    }
}
