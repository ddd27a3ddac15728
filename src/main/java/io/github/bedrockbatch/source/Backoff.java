package io.github.bedrockbatch.source;

import java.time.Duration;

/** The pauses between attempts that fail one after the other: each is twice as long as the one before it, up to a maximum. */
public final class Backoff {
    private final Duration first;
    private final Duration max;
    private Duration next;

    public Backoff(Duration first, Duration max) {
        this.first = first.compareTo(max) < 0 ? first : max;
        this.max = max;
        this.next = this.first;
    }

    /** Returns the pause after one more failure. */
    public Duration next() {
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(max) < 0 ? doubled : max;
        return pause;
    }

    /** Begins anew with the first pause. */
    public void reset() {
        next = first;
    }
}
