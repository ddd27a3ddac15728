package io.github.bedrockbatch.journal;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.arn;
import static io.github.bedrockbatch.testing.JobRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.testing.JobRows;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EntryFilterTest {
    private final TrackedJob row = row("a", "Failed", Duration.ofMinutes(1));
    private final JournalEvent failed = JobRows.from("InProgress", row);
    private final JournalEvent settled = new Settled(row.job().snapshot(), SUBMIT);

    @Test
    void takesAllThatItDoesNotAskFor() {
        assertThat(EntryFilter.ALL.matches(failed)).isTrue();
        assertThat(EntryFilter.ALL.matches(settled)).isTrue();
    }

    @Test
    void asksForTheJob() {
        assertThat(new EntryFilter(arn("a"), null, null, null).matches(failed)).isTrue();
        assertThat(new EntryFilter(arn("b"), null, null, null).matches(failed)).isFalse();
    }

    @Test
    void asksForTheAccount() {
        assertThat(new EntryFilter(null, "123456789012", null, null).matches(failed))
                .isTrue();
        assertThat(new EntryFilter(null, "210987654321", null, null).matches(failed))
                .isFalse();
    }

    @Test
    void asksForTheRegion() {
        assertThat(new EntryFilter(null, null, "us-east-1", null).matches(failed))
                .isTrue();
        assertThat(new EntryFilter(null, null, "us-west-2", null).matches(failed))
                .isFalse();
    }

    @Test
    void asksForTheStatusThatATransitionLedTo() {
        assertThat(new EntryFilter(null, null, null, Known.FAILED).matches(failed))
                .isTrue();
        assertThat(new EntryFilter(null, null, null, Known.EXPIRED).matches(failed))
                .isFalse();
        assertThat(new EntryFilter(null, null, null, Known.FAILED).matches(settled))
                .isFalse();
    }
}
