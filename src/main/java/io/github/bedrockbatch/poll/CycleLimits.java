package io.github.bedrockbatch.poll;

import java.time.Duration;

/**
 * How long a cycle may take.
 *
 * @param interval between the starts of two cycles
 */
public record CycleLimits(Duration interval) {
    private static final Duration LEAST = Duration.ofSeconds(60);

    Duration cycle() {
        return interval.compareTo(LEAST) < 0 ? LEAST : interval;
    }

    /** The time for the Gets that tell why jobs ended, before their transitions are recorded without. */
    Duration reasons() {
        return interval.dividedBy(2);
    }
}
