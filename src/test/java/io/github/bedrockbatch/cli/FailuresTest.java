package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What nobody expected is told in one line. */
final class FailuresTest {
    @Test
    void aLackOfMemoryOrThreadsIsNoMistakeOfTheProgram() {
        assertThat(Failures.line(new OutOfMemoryError("unable to create native thread:\npossibly out of memory")))
                .isEqualTo("bedrock-batch-exporter: out of memory or threads (unable to create native thread: "
                        + "possibly out of memory): raise the memory limit or the limit of processes (ulimit -u)");
    }

    @Test
    void aMistakeOfTheProgramIsToBeReported() {
        assertThat(Failures.line(new IllegalStateException("one\n two")))
                .startsWith("bedrock-batch-exporter: unexpected failure, please report it: "
                        + "java.lang.IllegalStateException: one two (")
                .contains(FailuresTest.class.getName());
    }
}
