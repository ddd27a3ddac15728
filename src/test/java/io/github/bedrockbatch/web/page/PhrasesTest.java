package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.Examples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhrasesTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT59.9S, 59s",
        "PT1M, 1m",
        "PT1M1S, 1m 1s",
        "PT1H, 1h",
        "PT1H59M59S, 1h 59m",
        "PT24H, 1d",
        "PT49H, 2d 1h",
        "PT-5M, 5m"
    })
    void tellsTheTwoLargestUnits(Duration duration, String text) {
        assertThat(Phrases.span(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, now", "-1, 1s ago", "3600, in 1h", "-90000, 1d 1h ago"})
    void tellsHowFarAwayATimeIs(long seconds, String text) {
        assertThat(Phrases.relative(Examples.NOON.plusSeconds(seconds), Examples.NOON))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0 %",
        "1, 8, 12.5 %",
        "10, 10, 100 %",
        "1, 100000, < 0.1 %",
        "99999, 100000, > 99.9 %",
        "20, 100, 20 %",
        "1, 3, 33.3 %"
    })
    void whatIsNeitherNoneNorAllIsShownAsNeither(long part, long whole, String text) {
        assertThat(Phrases.percent(part, whole)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 jobs", "1, 1 job", "12345, '12,345 jobs'"})
    void counts(long count, String text) {
        assertThat(Phrases.number(count, "job")).isEqualTo(text);
    }

    @Test
    void tellsATimeExactly() {
        assertThat(Phrases.exact(Examples.NOON)).isEqualTo("2026-11-20 12:00:00 UTC");
    }
}
