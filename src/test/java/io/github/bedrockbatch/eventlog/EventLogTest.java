package io.github.bedrockbatch.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.journal.LeaseHolder;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class EventLogTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ListJournal journal = new ListJournal();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch unblocked = new CountDownLatch(1);

    @AfterEach
    void unblock() {
        unblocked.countDown();
    }

    @Test
    void writesWhatAnEarlierRunLeftAndWhatComes() {
        fill(1, 3);
        journal.moveCursor(EventLog.READER, 2);
        EventLog log = started(this::record);
        await().until(() -> journal.pending() == 0);
        fill(4, 5);
        assertThat(journal.pending()).isEqualTo(2);
        log.wake();
        await().until(() -> journal.pending() == 0);
        assertThat(log.close(LONG)).isTrue();
        assertThat(written).isEqualTo(names(3, 5));
    }

    @Test
    void knowsHowFarAnEarlierRunHasComeBeforeItWritesAnything() {
        fill(1, 3);
        journal.moveCursor(EventLog.READER, 2);
        EventLog log = new EventLog(
                journal,
                LeaseHolder.ofSoleProcess(InstantSource.system()),
                new TransitionEvents(new FailureMessages(true)),
                this::record);

        log.restore();

        assertThat(log.position()).isEqualTo(2);
        assertThat(written).isEmpty();
    }

    @Test
    void writesWhatComesNextByOtherRules() {
        EventLog log =
                started(event -> written.add(String.valueOf(event.fields().get("failure_message"))));
        fill(1, 1);
        log.wake();
        await().until(() -> journal.pending() == 0);
        log.use(new TransitionEvents(new FailureMessages(false)));
        fill(2, 2);
        assertThat(log.close(LONG)).isTrue();

        assertThat(written).hasSize(2).last().isEqualTo("null");
        assertThat(written.getFirst()).isNotEqualTo("null");
    }

    @Test
    void writesManyInOrder() {
        fill(1, 450);
        assertThat(started(this::record).close(LONG)).isTrue();
        assertThat(written).isEqualTo(names(1, 450));
    }

    @Test
    void closingWritesWhatNobodyWokeItFor() {
        EventLog log = started(this::record);
        await().until(() -> journal.pending() == 0);
        fill(1, 2);
        assertThat(log.close(LONG)).isTrue();
        assertThat(written).isEqualTo(names(1, 2));
    }

    @Test
    void cursorStaysBeforeAFailedWriteWhichIsTriedAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger attempts = new AtomicInteger();
        fill(1, 3);
        EventLog log = started(event -> {
            attempts.incrementAndGet();
            if (broken.get() && name(event).equals("job-2")) {
                throw new IOException("Broken pipe");
            }
            record(event);
        });
        await().until(() -> journal.cursor(EventLog.READER) == 1);
        log.wake();
        await().until(() -> attempts.get() == 3);
        assertThat(journal.pending()).isEqualTo(2);
        broken.set(false);
        assertThat(log.close(LONG)).isTrue();
        assertThat(written).isEqualTo(names(1, 3));
    }

    @Test
    void logsATroubleOnceForEachCause() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(EventLog.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        lines.start();
        List<String> causes = List.of("Broken pipe", "Broken pipe", "No space left on device");
        AtomicInteger attempts = new AtomicInteger();
        fill(1, 1);
        EventLog log = started(event -> {
            int attempt = attempts.getAndIncrement();
            if (attempt < causes.size()) {
                throw new IOException(causes.get(attempt));
            }
        });
        await().until(() -> {
            log.wake();
            return journal.pending() == 0;
        });
        assertThat(log.close(LONG)).isTrue();
        logger.detachAppender(lines);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Event log cannot write: java.io.IOException: Broken pipe. Pending events are retried",
                        "Event log cannot write: java.io.IOException: No space left on device. Pending events are retried",
                        "Event log recovered");
    }

    @Test
    void survivesAnErrorOfTheSink() {
        AtomicBoolean broken = new AtomicBoolean(true);
        fill(1, 1);
        EventLog log = started(event -> {
            if (broken.getAndSet(false)) {
                throw new StackOverflowError();
            }
            record(event);
        });
        await().until(() -> !broken.get());
        assertThat(log.close(LONG)).isTrue();
        assertThat(written).isEqualTo(names(1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void goesOnAfterTheJournalFailedAtAnyCall(int call) {
        fill(1, 3);
        journal.failAt(call);
        EventLog log = started(this::record);
        await().until(() -> {
            log.wake();
            return journal.pending() == 0;
        });
        fill(4, 4);
        assertThat(log.close(LONG)).isTrue();
        assertThat(written.stream().distinct()).isEqualTo(names(1, 4));
    }

    @Test
    void aBlockedOutputHoldsUpNeitherWakingNorClosing() {
        CountDownLatch blocked = new CountDownLatch(1);
        fill(1, 3);
        EventLog log = started(event -> {
            blocked.countDown();
            await().atMost(LONG).until(() -> unblocked.getCount() == 0);
            record(event);
        });
        await().until(() -> blocked.getCount() == 0);
        IntStream.range(0, 1000).forEach(i -> log.wake());
        assertThat(journal.pending()).isEqualTo(3);
        assertThat(log.close(Duration.ofMillis(10))).isFalse();
        unblocked.countDown();
        await().until(() -> written.size() == 1);
        assertThat(journal.cursor(EventLog.READER)).isZero();
    }

    @Test
    void closesBeforeItWasStarted() {
        assertThat(new EventLog(
                                journal,
                                LeaseHolder.ofSoleProcess(InstantSource.system()),
                                new TransitionEvents(new FailureMessages(true)),
                                this::record)
                        .close(LONG))
                .isTrue();
    }

    private EventLog started(EventSink sink) {
        EventLog log = new EventLog(
                journal,
                LeaseHolder.ofSoleProcess(InstantSource.system()),
                new TransitionEvents(new FailureMessages(true)),
                sink);
        log.start();
        return log;
    }

    private void fill(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(number -> journal.add(Samples.numbered(number)));
    }

    private void record(Event event) {
        written.add(name(event));
    }

    private static String name(Event event) {
        return String.valueOf(event.fields().get("job_name"));
    }

    private static List<String> names(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "job-" + i).toList();
    }
}
