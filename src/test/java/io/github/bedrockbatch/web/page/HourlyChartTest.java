package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.view.HourlyTransitions;
import io.github.bedrockbatch.web.page.HourlyBar.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HourlyChartTest {
    private static final Target SHOWN = new Target(Examples.ACCOUNT, "us-east-1");
    private static final Target OTHER = new Target(Examples.ACCOUNT, "us-west-2");
    private static final Instant NOW = Examples.NOON.plusSeconds(1799);

    @Test
    void stacksWhatHappenedInAnHour() {
        HourlyChart chart = chart(Map.of(
                Examples.NOON,
                Map.of(
                        new HourlyTransitions.Key(SHOWN, "Failed"), 1L,
                        new HourlyTransitions.Key(SHOWN, "PartiallyCompleted"), 1L,
                        new HourlyTransitions.Key(SHOWN, "Completed"), 4L,
                        new HourlyTransitions.Key(SHOWN, "InProgress"), 3L,
                        new HourlyTransitions.Key(OTHER, "Expired"), 100L),
                Examples.NOON.minus(Duration.ofHours(23)),
                Map.of(new HourlyTransitions.Key(SHOWN, "Expired"), 5L),
                Examples.NOON.minus(Duration.ofHours(24)),
                Map.of(new HourlyTransitions.Key(SHOWN, "Expired"), 100L)));

        assertThat(chart.bars()).hasSize(24);
        assertThat(chart.sum()).isEqualTo(new Counts(4, 7, 3));
        assertThat(chart.top()).isEqualTo(10);
        HourlyBar last = chart.bars().getLast();
        assertThat(last)
                .isEqualTo(new HourlyBar(
                        "2026-11-20T12:00:00Z",
                        "12:00",
                        false,
                        new Counts(4, 2, 3),
                        2300,
                        800,
                        200,
                        400,
                        400,
                        100,
                        300));
        assertThat(last.words()).isEqualTo("12:00 UTC: 4 completed, 2 failed, expired or partial, 3 other");
    }

    @Test
    void whatWentWrongCanBeSeen() {
        HourlyChart chart = chart(Map.of(
                Examples.NOON,
                Map.of(
                        new HourlyTransitions.Key(SHOWN, "Failed"),
                        1L,
                        new HourlyTransitions.Key(SHOWN, "InProgress"),
                        99_999L)));

        assertThat(chart.bars().getLast().badHeight()).isEqualTo(20);
        assertThat(chart.bars().getLast().otherHeight()).isEqualTo(980);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "3, 4", "5, 6", "7, 10", "11, 20", "21, 40", "601, 1000", "1001, 2000", "12345, 20000"})
    void theAxisEndsAtARoundNumber(long count, long top) {
        assertThat(chart(Map.of(Examples.NOON, Map.of(new HourlyTransitions.Key(SHOWN, "Completed"), count)))
                        .top())
                .isEqualTo(top);
    }

    private static HourlyChart chart(Map<Instant, Map<HourlyTransitions.Key, Long>> byHour) {
        return HourlyChart.of(new HourlyTransitions(byHour), SHOWN::equals, NOW);
    }
}
