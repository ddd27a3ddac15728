package io.github.bedrockbatch.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment until which requests may be made, unless the program ends before. */
public record Deadline(InstantSource clock, Instant at) {
    public static Deadline in(InstantSource clock, Duration duration) {
        return new Deadline(clock, clock.instant().plus(duration));
    }

    /** Returns what is left; never negative. */
    Duration remaining() {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Returns whether nothing more is to be asked: the time is over, or the thread is interrupted, as it is when the program ends. */
    public boolean isOver() {
        return remaining().isZero() || Thread.currentThread().isInterrupted();
    }
}
