package io.github.bedrockbatch.journal;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.arn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupStatusTest {
    private final LookupStatus first = LookupStatus.notFound(arn("a"), null, SUBMIT);

    @ParameterizedTest
    @CsvSource({"PT14M59S, ", "PT15M, PT1M30S", "PT50M, PT5M", "PT99M, PT9M54S", "PT100M, PT10M", "PT30H, PT10M"})
    void aJobThatIsNotFoundIsAskedForEverMoreRarelyAfterFifteenMinutes(Duration absent, Duration pause) {
        Instant now = SUBMIT.plus(absent);

        assertThat(LookupStatus.notFound(arn("a"), first, now))
                .isEqualTo(new LookupStatus(arn("a"), false, SUBMIT, pause == null ? null : now.plus(pause)));
    }

    @ParameterizedTest
    @CsvSource({
        "PT14M59.999S, false, false",
        "PT15M, true, false",
        "PT23H59M59.999S, true, false",
        "PT24H, true, true",
    })
    void isGoneAfterFifteenMinutesAndGivenUpAfterADay(Duration absent, boolean gone, boolean givenUp) {
        Instant now = SUBMIT.plus(absent);

        assertThat(first.isLongAbsent(now)).isEqualTo(gone);
        assertThat(first.isGivenUp(now)).isEqualTo(givenUp);
    }

    /** The pause was ten minutes when it was written. */
    @ParameterizedTest
    @CsvSource({"PT0S, true", "PT0.001S, false", "PT10M, false", "PT10M0.001S, true"})
    void isDueAtItsTimeAndWhereItWasPutOffForTooLong(Duration ahead, boolean due) {
        LookupStatus status = new LookupStatus(arn("a"), false, SUBMIT, SUBMIT.plus(ahead));

        assertThat(status.isDue(SUBMIT)).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anotherFailureNeitherBeginsNorEndsAnAbsence(boolean absent) {
        LookupStatus failed = LookupStatus.failed(arn("a"), absent ? first : null);

        assertThat(failed).isEqualTo(new LookupStatus(arn("a"), false, absent ? SUBMIT : null, null));
        assertThat(LookupStatus.found(arn("a")).isLongAbsent(Instant.MAX)).isFalse();
    }
}
