package io.github.bedrockbatch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT1S, 0", "PT1.001S, 1", "PT2S, 1", "PT1H, 11", "PT1H0.001S, 12"})
    void aBoundBelongsToItsBucket(Duration duration, int index) {
        assertThat(Buckets.DETECTION.indexOf(duration)).isEqualTo(index);
    }

    @Test
    void boundsAscendFromAMinuteToAWeek() {
        assertThat(Buckets.JOB.upperBounds())
                .isSorted()
                .hasSizeLessThanOrEqualTo(14)
                .startsWith(60L)
                .endsWith(Duration.ofDays(7).toSeconds());
        assertThat(Buckets.DETECTION.upperBounds()).isSorted().startsWith(1L).endsWith(3600L);
    }
}
