package io.github.bedrockbatch.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times and durations in Prometheus' base unit, with their fraction. */
final class Seconds {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private Seconds() {}

    static double of(Instant time) {
        return time.getEpochSecond() + time.getNano() / NANOS;
    }

    static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    static double ofMillis(long millis) {
        return millis / 1_000.0;
    }
}
