package io.github.bedrockbatch.report;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.notification.NotificationListener.Operation;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.schedule.RunListener;
import io.github.bedrockbatch.testing.LogLines;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.testing.SilentQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said of queues: a trouble once, and of messages that cannot be read no more than a line a minute for each reason. */
class NotificationLogTest {
    private static final Target TARGET = new Target("123456789012", "us-east-1");

    @RegisterExtension
    final LogLines lines = new LogLines(NotificationLog.class.getName());

    private final SettableClock clock = new SettableClock(NOON);
    private final List<String> told = new ArrayList<>();
    private final RunListener looks = new RunListener() {
        @Override
        public void failed(String name, Throwable cause) {
            told.add(name + " failed: " + cause.getMessage());
        }

        @Override
        public void succeeded(String name) {
            told.add(name + " succeeded");
        }
    };
    private final NotificationLog report = new NotificationLog(looks, clock);
    private final NotificationQueue queue = new SilentQueue(TARGET);

    @Test
    void saysATroubleOnceForEachCauseAndItsEnd() {
        report.succeeded(queue, Operation.RECEIVE);
        report.failed(queue, Operation.RECEIVE, "gone");
        report.failed(queue, Operation.RECEIVE, "gone");
        report.succeeded(queue, Operation.DELETE);
        report.failed(queue, Operation.RECEIVE, "denied");
        report.succeeded(queue, Operation.RECEIVE);

        assertThat(lines.list())
                .containsExactly(
                        "[WARN] receive from memory://queues/silent: gone (polls continue)",
                        "[WARN] receive from memory://queues/silent: denied (polls continue)",
                        "[INFO] receive from memory://queues/silent: recovered");
    }

    @Test
    void saysTheTroubleOfAQueueAgainThatWasLeftMeanwhile() {
        report.failed(queue, Operation.RECEIVE, "gone");
        report.failed(queue, Operation.DELETE, "gone");
        report.left(queue);
        report.failed(queue, Operation.RECEIVE, "gone");
        report.left(queue);
        report.succeeded(queue, Operation.RECEIVE);

        assertThat(lines.list())
                .containsExactly(
                        "[WARN] receive from memory://queues/silent: gone (polls continue)",
                        "[WARN] delete from memory://queues/silent: gone (polls continue)",
                        "[WARN] receive from memory://queues/silent: gone (polls continue)");
    }

    @Test
    void saysOfMalformedMessagesALineAMinuteForEachReason() {
        for (int message = 0; message < 100; message++) {
            report.malformed(queue, 7, "not JSON");
        }
        report.malformed(queue, 9, "no event");
        clock.advance(Duration.ofMinutes(1));
        report.malformed(queue, 8, "not JSON");

        assertThat(lines.list())
                .containsExactly(
                        "[WARN] " + line(7, "not JSON"),
                        "[WARN] " + line(9, "no event"),
                        "[WARN] " + line(8, "not JSON"));
    }

    @Test
    void passesOnWhatLooksDid() {
        report.looked(TARGET, new HintResult(Map.of(), 0));
        report.lookFailed(TARGET, new StoreException("full"));

        assertThat(told)
                .containsExactly(
                        "notifications of " + TARGET + " succeeded", "notifications of " + TARGET + " failed: full");
    }

    private static String line(int size, String reason) {
        return "memory://queues/silent: deleted a message of " + size + " characters: " + reason
                + ". Similar messages are not logged for a minute";
    }
}
