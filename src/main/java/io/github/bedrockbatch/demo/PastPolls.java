package io.github.bedrockbatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The polls of the past, 30 seconds apart.
 *
 * @param begin the first one
 * @param end the time from which on the exporter polls itself
 */
record PastPolls(Instant begin, Instant end) {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    /** Returns the first poll after a change; empty if that is one of the exporter itself. */
    Optional<Instant> after(Instant change) {
        if (change.isBefore(begin)) {
            return Optional.of(begin);
        }
        long polls = Duration.between(begin, change).dividedBy(INTERVAL) + 1;
        return Optional.of(begin.plus(INTERVAL.multipliedBy(polls))).filter(poll -> !poll.isAfter(end));
    }
}
