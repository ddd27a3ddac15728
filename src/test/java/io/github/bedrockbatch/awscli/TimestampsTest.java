package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private final Timestamps timestamps = new Timestamps(ZONE, false);

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T08:15:30.123Z, 2026-11-20T08:15:30.123000+00:00",
        "2026-11-20T08:15:30Z, 2026-11-20T08:15:30+00:00",
        "2026-11-20T08:15:30.123456789Z, 2026-11-20T08:15:30.123456+00:00",
        "2026-11-20T08:15:30.0000001Z, 2026-11-20T08:15:30+00:00",
        "2026-11-20T08:15:30+00:00, 2026-11-20T08:15:30+00:00",
        "2026-11-20T08:15:30+0530, 2026-11-20T08:15:30+05:30",
        "2026-11-20T08:15:30-08:00, 2026-11-20T08:15:30-08:00",
        "2026-11-20T08:15:30, 2026-11-20T08:15:30+00:00",
        "soon, soon",
        "'', ''",
    })
    void showsTheTimeAsItCame(String sent, String shown) {
        assertThat(timestamps.show(sent)).isEqualTo(shown);
    }

    @Test
    void showsSecondsInTheZoneOfTheMachine() {
        assertThat(timestamps.show(1_795_000_000L)).isEqualTo("2026-11-18T12:06:40+01:00");
        assertThat(timestamps.show(1_795_000_000.25)).isEqualTo("2026-11-18T12:06:40.250000+01:00");
    }

    @Test
    void leavesTimesAsSentWhereThatIsAskedFor() {
        assertThat(new Timestamps(ZONE, true).show("2026-11-20T08:15:30Z")).isEqualTo("2026-11-20T08:15:30Z");
    }
}
