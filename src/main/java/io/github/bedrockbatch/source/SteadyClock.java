package io.github.bedrockbatch.source;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Measures time that passes: readings begin at the system clock's time and never jump, whatever is done to the system clock
 * afterwards. Use it for time limits, pauses and durations, and the system clock to tell the time. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
