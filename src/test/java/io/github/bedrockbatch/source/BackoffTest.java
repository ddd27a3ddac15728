package io.github.bedrockbatch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static final Duration MAX = Duration.ofSeconds(10);

    @Test
    void eachPauseIsTwiceAsLongAsTheOneBeforeUpToAMaximum() {
        Backoff backoff = new Backoff(Duration.ofSeconds(3), MAX);

        assertThat(pauses(backoff)).containsExactly(3L, 6L, 10L, 10L);
        backoff.reset();
        assertThat(backoff.next()).hasSeconds(3);
    }

    @Test
    void theFirstPauseIsNoLongerThanTheMaximum() {
        assertThat(pauses(new Backoff(Duration.ofHours(1), MAX))).containsExactly(10L, 10L, 10L, 10L);
        assertThat(Backoff.after(Duration.ZERO, Duration.ofHours(1), MAX)).isEqualTo(MAX);
    }

    private static List<Long> pauses(Backoff backoff) {
        return Stream.generate(backoff::next).limit(4).map(Duration::toSeconds).toList();
    }
}
