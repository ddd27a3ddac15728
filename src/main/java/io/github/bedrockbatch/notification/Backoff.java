package io.github.bedrockbatch.notification;

import java.time.Duration;

/** The pauses between attempts that fail one after the other: a second, doubling up to a minute. */
final class Backoff {
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private Duration next = MIN_PAUSE;

    Duration next() {
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
        return pause;
    }

    void reset() {
        next = MIN_PAUSE;
    }
}
