package io.github.bedrockbatch.notification;

import java.time.Duration;

/** The pauses between attempts that fail one after the other: a second, doubling up to a minute. */
final class Backoff {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Duration next = SHORTEST;

    Duration next() {
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    void reset() {
        next = SHORTEST;
    }
}
