package io.github.bedrockbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.LogLines;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said of polls: a trouble once, and nothing of what the program's end interrupts. */
class PollLogTest {
    private static final Target TARGET = new Target("123456789012", "us-east-1");

    @RegisterExtension
    final LogLines lines = new LogLines(PollLog.class.getName());

    private final SettableClock clock = new SettableClock(Examples.NOON);
    private final PollLog log = new PollLog(clock);

    @Test
    void saysATroubleOnceAndItsEnd() {
        log.ended(result(Outcome.ERROR, "denied"));
        log.ended(result(Outcome.PARTIAL, "denied"));
        log.ended(result(Outcome.SUCCESS, ""));

        assertThat(lines.list())
                .containsExactly(
                        "[WARN] cycle of " + TARGET.name() + ": denied",
                        "[INFO] cycle of " + TARGET.name() + ": recovered");
    }

    @Test
    void saysNothingOfAnInterruptedCycle() {
        log.ended(result(Outcome.INTERRUPTED, "Other: interrupted"));

        assertThat(lines.list()).isEmpty();
    }

    @Test
    void knowsATargetsTroubleAndSinceWhenUntilItIsOver() {
        log.notBegun(TARGET, "no account");
        clock.advance(Duration.ofMinutes(1));
        log.ended(result(Outcome.ERROR, "denied"));

        assertThat(log.trouble(TARGET)).contains(new Trouble("denied", Examples.NOON));
        log.ended(result(Outcome.SUCCESS, ""));
        assertThat(log.trouble(TARGET)).isEmpty();
    }

    private static CycleResult result(Outcome outcome, String reason) {
        return new CycleResult(TARGET, outcome, Duration.ofSeconds(1), 1, 0, 0, reason);
    }
}
