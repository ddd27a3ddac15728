package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a job stays in each status on its way.
 *
 * @param stopping from StopModelInvocationJob to Stopped
 */
public record Timings(
        Duration submitted, Duration validating, Duration scheduled, Duration inProgress, Duration stopping) {

    /** Lengths of the order that real jobs have, queueing first. */
    public static final Timings REALISTIC = new Timings(
            Duration.ofSeconds(20),
            Duration.ofSeconds(80),
            Duration.ofMinutes(20),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30));

    public Timings {
        Stream.of(submitted, validating, scheduled, inProgress, stopping).forEach(Timings::requireNotNegative);
    }

    /** Timings in whole seconds. */
    public static Timings ofSeconds(long submitted, long validating, long scheduled, long inProgress, long stopping) {
        return new Timings(
                Duration.ofSeconds(submitted),
                Duration.ofSeconds(validating),
                Duration.ofSeconds(scheduled),
                Duration.ofSeconds(inProgress),
                Duration.ofSeconds(stopping));
    }

    /** The same, that many times as fast. */
    public Timings faster(double speed) {
        return new Timings(
                divide(submitted, speed),
                divide(validating, speed),
                divide(scheduled, speed),
                divide(inProgress, speed),
                divide(stopping, speed));
    }

    static Duration divide(Duration duration, double speed) {
        return Duration.ofMillis(Math.round(duration.toMillis() / speed));
    }

    private static void requireNotNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(duration + ": a phase cannot last less than nothing");
        }
    }
}
