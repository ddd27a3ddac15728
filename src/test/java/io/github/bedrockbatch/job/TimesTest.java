package io.github.bedrockbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds that times are read as the JDK's formatter reads them. */
final class TimesTest {
    @Property
    void readsWhatAnInstantWrites(
            @ForAll @LongRange(min = -70_000_000_000L, max = 300_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        assertThat(Times.parse(time.toString())).isEqualTo(time);
    }

    @Property
    void agreesWithTheFormatter(@ForAll("nearlyTimes") String text) {
        Instant expected;
        try {
            expected = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
            return;
        }
        assertThat(Times.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-28T23:59:59Z",
                "2028-02-29T00:00:00.1Z",
                "2026-03-01T11:00:00.123456789Z",
                "2026-03-01T11:00:00+01:00",
                "2026-03-01T11:00Z",
                "+12026-03-01T10:00:00Z",
                "-0001-03-01T10:00:00Z",
                "0000-01-01T00:00:00Z"
            })
    void readsEveryForm(String text) {
        agreesWithTheFormatter(text);
        assertThat(Times.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "soon",
                "2026-02-29T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-03-01T10:60:00Z",
                "2026-03-01T10:00:60Z",
                "2026-03-01T24:00:00Z",
                "2026-03-01 10:00:00Z",
                "2026-03-01T10:00:00",
                "2026-03-01T10:00:00.1234567890Z",
                "2026-03-01T10:00:00.12x4Z",
                "\u0662026-03-01T10:00:00Z"
            })
    void refusesWhatIsNoTime(String text) {
        agreesWithTheFormatter(text);
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Provide
    Arbitrary<String> nearlyTimes() {
        return Arbitraries.of("2026-03-01T10:59:59.123Z", "2028-02-29T23:00:00Z", "1999-12-31T24:00:00.000000001Z")
                .flatMap(time -> Arbitraries.integers()
                        .between(0, time.length() - 1)
                        .flatMap(at -> Arbitraries.of('0', '1', '2', '3', '6', '9', '.', '-', 'Z', 'T', ':', 'x', ' ')
                                .map(c -> time.substring(0, at) + c + time.substring(at + 1))));
    }
}
