package io.github.bedrockbatch.journal;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.journal.ManifestState.Read;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManifestStateTest {
    @Test
    void isTriedEverMoreRarelyAndGivenUpAfterTheSixthAttempt() {
        int attempts = 0;
        for (Duration pause : ManifestState.PAUSES) {
            assertThat(new Awaited(SUBMIT, attempts).putOff(SUBMIT))
                    .isEqualTo(new Awaited(SUBMIT.plus(pause), attempts + 1));
            attempts++;
        }

        assertThat(new Awaited(SUBMIT, attempts).putOff(SUBMIT)).isNull();
    }

    @Test
    void isDueFromItsTimeOn() {
        Awaited state = new Awaited(SUBMIT, 0);

        assertThat(state.isDue(SUBMIT.minusMillis(1))).isFalse();
        assertThat(state.isDue(SUBMIT)).isTrue();
        assertThat(state.isDue(SUBMIT.plusMillis(1))).isTrue();
    }

    /** The job was seen five seconds after its end, a minute after its submission. */
    @Test
    void keepsItsJobADayLongerWhileItIsAwaited() {
        TrackedJob job = row("a", "Completed", Duration.ofMinutes(1));
        Instant seen = SUBMIT.plusSeconds(65);

        assertThat(RetentionRules.prunableFrom(job)).isEqualTo(seen);
        assertThat(RetentionRules.prunableFrom(job.withManifest(new Awaited(SUBMIT, 0))))
                .isEqualTo(seen.plus(Duration.ofDays(1)));
        assertThat(RetentionRules.prunableFrom(job.withManifest(new Read(new TokenCounts(1L, 1L, null, null)))))
                .isEqualTo(seen);
        assertThat(RetentionRules.prunableFrom(job.with(job.job(), SUBMIT))).isNull();
        assertThat(RetentionRules.isOpen(job)).isFalse();
        assertThat(RetentionRules.isOpen(job.withManifest(new Awaited(SUBMIT, 0))))
                .isTrue();
    }
}
