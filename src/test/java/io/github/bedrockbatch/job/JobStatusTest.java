package io.github.bedrockbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobStatusTest {
    @ParameterizedTest
    @EnumSource(Known.class)
    void aDocumentedWordIsItsStatus(Known status) {
        assertThat(JobStatus.of(status.word())).isSameAs(status);
        assertThat(status.label()).isEqualTo(status.word()).isEqualTo(status.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Paused", "completed", "", " Completed"})
    void anyOtherWordIsKeptButNoLabel(String word) {
        JobStatus status = JobStatus.of(word);
        assertThat(status).isEqualTo(new Unknown(word));
        assertThat(status.word()).isEqualTo(word);
        assertThat(status.label()).isEqualTo("Unknown");
        assertThat(status.isTerminal()).isFalse();
    }

    @Test
    void fiveStatusesAreTerminal() {
        assertThat(Arrays.stream(Known.values()).filter(Known::isTerminal))
                .extracting(Known::word)
                .containsExactly("Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired");
    }
}
