package io.github.bedrockbatch.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment until which a cycle may ask. */
record Deadline(InstantSource clock, Instant at) {
    static Deadline in(InstantSource clock, Duration duration) {
        return new Deadline(clock, clock.instant().plus(duration));
    }

    /** What is left; never negative. */
    Duration remaining() {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isPast() {
        return remaining().isZero();
    }
}
