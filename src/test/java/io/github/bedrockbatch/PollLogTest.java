package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.Target;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said of polls: a trouble once, and nothing of what the program's end interrupts. */
class PollLogTest {
    private static final Target TARGET = new Target("123456789012", "us-east-1");
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.github.bedrockbatch.poll");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final PollLog log = new PollLog();

    @BeforeEach
    void listen() {
        LOGGER.setLevel(Level.INFO);
        lines.start();
        LOGGER.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.detachAppender(lines);
        LOGGER.setLevel(null);
    }

    @Test
    void saysATroubleOnceAndItsEnd() {
        log.ended(result(Outcome.ERROR, "denied"));
        log.ended(result(Outcome.PARTIAL, "denied"));
        log.ended(result(Outcome.SUCCESS, ""));

        assertThat(lines.list)
                .extracting(ILoggingEvent::toString)
                .containsExactly(
                        "[WARN] cycle of " + TARGET.name() + ": denied",
                        "[INFO] cycle of " + TARGET.name() + ": in order again");
    }

    @Test
    void saysNothingOfAnInterruptedCycle() {
        log.ended(result(Outcome.INTERRUPTED, "Other: interrupted"));

        assertThat(lines.list).isEmpty();
    }

    @Test
    void saysNothingOfAnAccountThatCouldNotBeAskedForAsTheProgramEnds() {
        Thread.currentThread().interrupt();
        log.failed("us-east-1", new CallerUnknownException("interrupted"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines.list).isEmpty();
        log.failed("us-east-1", new CallerUnknownException("denied"));
        assertThat(lines.list).extracting(ILoggingEvent::toString).containsExactly("[ERROR] denied");
    }

    private static CycleResult result(Outcome outcome, String reason) {
        return new CycleResult(TARGET, outcome, Duration.ofSeconds(1), 1, 0, 0, reason);
    }
}
