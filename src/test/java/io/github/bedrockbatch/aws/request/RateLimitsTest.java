package io.github.bedrockbatch.aws.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rate of a target outlives whoever asks. */
final class RateLimitsTest {
    private static final Duration PATIENT = Duration.ofMinutes(10);
    private static final Target EAST = new Target("123456789012", "us-east-1");
    private static final Target WEST = new Target("123456789012", "us-west-2");

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final List<Duration> waits = new ArrayList<>();
    private final RateLimits limits = new RateLimits(5, () -> now, this::pause);

    @Test
    void allWhoAskAboutATargetShareItsRate() throws InterruptedException {
        limits.of(EAST).acquire(PATIENT);
        limits.of(EAST).acquire(PATIENT);
        limits.of(WEST).acquire(PATIENT);
        limits.separate().acquire(PATIENT);

        assertThat(waits).containsExactly(Duration.ofMillis(200));
    }

    @Test
    void anotherRateHoldsFromTheNextRequestOnForAll() throws InterruptedException {
        RateLimiter east = limits.of(EAST);
        RateLimiter separate = limits.separate();
        east.acquire(PATIENT);
        separate.acquire(PATIENT);

        limits.change(0.01);
        east.acquire(PATIENT);
        limits.change(10);
        east.acquire(PATIENT);
        separate.acquire(PATIENT);

        assertThat(waits).containsExactly(Duration.ofSeconds(100), Duration.ofMillis(100));
    }

    @Test
    void wantsAPositiveRateAndKeepsTheOldOneElse() throws InterruptedException {
        assertThatThrownBy(() -> limits.change(0)).hasMessageContaining("must be a positive number");
        limits.of(EAST).acquire(PATIENT);
        limits.of(EAST).acquire(PATIENT);

        assertThat(waits).containsExactly(Duration.ofMillis(200));
    }

    private void pause(Duration duration) {
        waits.add(duration);
        now = now.plus(duration);
    }
}
