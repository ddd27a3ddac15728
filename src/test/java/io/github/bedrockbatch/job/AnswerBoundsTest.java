package io.github.bedrockbatch.job;

import static io.github.bedrockbatch.job.AnswerBounds.MAX_MODEL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswerBoundsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST_EXPIRATION = NOW.plus(Duration.ofDays(28));

    @Test
    void expirationsAreBelievedFrom2020ToFourWeeksAhead() {
        assertThat(AnswerBounds.expiration(EARLIEST, NOW)).isEqualTo(EARLIEST);
        assertThat(AnswerBounds.expiration(LAST_EXPIRATION, NOW)).isEqualTo(LAST_EXPIRATION);
        assertThat(AnswerBounds.expiration(EARLIEST.minusMillis(1), NOW)).isNull();
        assertThat(AnswerBounds.expiration(LAST_EXPIRATION.plusMillis(1), NOW)).isNull();
        assertThat(AnswerBounds.expiration(null, NOW)).isNull();
    }

    @Test
    void whatHappenedIsBelievedFrom2020ToOneDayAhead() {
        Instant tomorrow = NOW.plus(Duration.ofDays(1));

        assertThat(AnswerBounds.happened(EARLIEST, NOW)).isEqualTo(EARLIEST);
        assertThat(AnswerBounds.happened(tomorrow, NOW)).isEqualTo(tomorrow);
        assertThat(AnswerBounds.happened(EARLIEST.minusMillis(1), NOW)).isNull();
        assertThat(AnswerBounds.happened(tomorrow.plusMillis(1), NOW)).isNull();
        assertThat(AnswerBounds.happened(null, NOW)).isNull();
    }

    @Test
    void aModelIdIsCutBetweenTwoCharacters() {
        String longest = "m".repeat(MAX_MODEL_ID);
        String oneLess = longest.substring(1);

        assertThat(AnswerBounds.modelId(longest)).isEqualTo(longest);
        assertThat(AnswerBounds.modelId(longest + "x")).isEqualTo(longest);
        assertThat(AnswerBounds.modelId(oneLess + "🙂")).isEqualTo(oneLess);
        assertThat(AnswerBounds.modelId(oneLess.substring(1) + "🙂x")).endsWith("m🙂");
    }
}
