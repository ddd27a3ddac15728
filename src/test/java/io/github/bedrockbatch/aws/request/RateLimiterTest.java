package io.github.bedrockbatch.aws.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
    private static final Duration PATIENT = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final List<Duration> waits = new ArrayList<>();
    private final RateLimiter limiter = new RateLimiter(5, () -> now, this::pause);

    @Test
    void spacesRequestsEvenly() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            assertThat(limiter.acquire(PATIENT)).isTrue();
        }
        assertThat(waits).containsExactly(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(200));
    }

    @Test
    void doesNotWaitWhenTheTurnIsFree() throws InterruptedException {
        limiter.acquire(PATIENT);
        now = now.plusSeconds(1);
        limiter.acquire(PATIENT);
        assertThat(waits).isEmpty();
    }

    @Test
    void leavesTheTurnToOthersWhenItTakesTooLong() throws InterruptedException {
        limiter.acquire(PATIENT);
        assertThat(limiter.acquire(Duration.ofMillis(100))).isFalse();
        assertThat(waits).isEmpty();
        assertThat(limiter.acquire(Duration.ofMillis(200))).isTrue();
        assertThat(waits).containsExactly(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void wantsAPositiveRate(double rate) {
        assertThatThrownBy(() -> new RateLimiter(rate, () -> now, this::pause))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a positive number");
    }

    private void pause(Duration duration) {
        waits.add(duration);
        now = now.plus(duration);
    }
}
