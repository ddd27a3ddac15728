package io.github.bedrockbatch.view;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static io.github.bedrockbatch.testing.JobRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.JobRows;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HourlyTransitionsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant HOUR = SUBMIT.truncatedTo(ChronoUnit.HOURS);

    /** It was seen five seconds after its submission. */
    private final JournalEntry entry = entry();

    private final HourlyTransitions counts = HourlyTransitions.NONE.with(List.of(entry), SUBMIT);

    @Test
    void countsAnEntryInTheHourInWhichItWasSeen() {
        assertThat(counts.byHour())
                .isEqualTo(Map.of(HOUR, Map.of(new HourlyTransitions.Key(TARGET, "InProgress"), 1L)));
    }

    @Test
    void countsTheHourInWhichTheLast24HoursBegan() {
        Instant lastMoment = HOUR.plus(DAY).plus(Duration.ofHours(1)).minusMillis(1);

        assertThat(HourlyTransitions.counts(entry, lastMoment)).isTrue();
        assertThat(HourlyTransitions.counts(entry, lastMoment.plusMillis(1))).isFalse();
        assertThat(counts.with(List.of(), lastMoment)).isSameAs(counts);
        assertThat(counts.with(List.of(), lastMoment.plusMillis(1)).byHour()).isEmpty();
    }

    private static JournalEntry entry() {
        TrackedJob row = row("a", "InProgress", Duration.ZERO);
        return new JournalEntry(1, JobRows.from("Scheduled", row));
    }
}
