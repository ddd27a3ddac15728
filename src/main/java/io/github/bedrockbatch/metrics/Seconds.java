package io.github.bedrockbatch.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times and durations in Prometheus' base unit, with their fraction. */
final class Seconds {
    private static final double MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final int NANOS_OF_A_MICRO = 1_000;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private Seconds() {}

    /** Returns a time in whole microseconds, which is all that a number of this size can tell apart. */
    static double of(Instant time) {
        int micros = time.getNano() / NANOS_OF_A_MICRO;
        return (time.getEpochSecond() * MICROS + micros) / MICROS;
    }

    static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    static double ofMillis(long millis) {
        return millis / 1_000.0;
    }
}
