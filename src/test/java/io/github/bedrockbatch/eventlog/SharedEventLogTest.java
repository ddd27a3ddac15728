package io.github.bedrockbatch.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.testing.FakeLeases;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The event logs of two processes that share a journal. */
final class SharedEventLogTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final FakeLeases leases = new FakeLeases(clock);
    private final ListJournal journal = new ListJournal();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final EventLog one = log("one");
    private final EventLog other = log("other");

    private EventLog log(String process) {
        LeaseHolder holder = new LeaseHolder(leases, process, clock);
        return new EventLog(
                journal,
                holder,
                new TransitionEvents(new FailureMessages(true)),
                event -> written.add(process + " " + event.fields().get("job_name")));
    }

    @Test
    void oneOfThemWritesAndTheOtherKnowsHowFarItHasCome() {
        fill(1, 3);
        one.start();
        await().until(() -> journal.pending() == 0);
        other.start();
        fill(4, 5);
        other.wake();
        one.wake();

        await().until(() -> journal.pending() == 0);

        assertThat(written).hasSize(5).allMatch(line -> line.startsWith("one "));
        other.wake();
        await().until(() -> other.position() == 5);
        assertThat(other.close(LONG)).isTrue();
        assertThat(one.close(LONG)).isTrue();
    }

    @Test
    void theOtherGoesOnWhereTheOneEnds() {
        fill(1, 2);
        one.start();
        await().until(() -> journal.pending() == 0);
        assertThat(one.close(LONG)).isTrue();
        fill(3, 4);

        other.start();

        await().until(() -> journal.pending() == 0);
        assertThat(written).containsExactly("one job-1", "one job-2", "other job-3", "other job-4");
        assertThat(other.close(LONG)).isTrue();
    }

    @Test
    void oneThatWasFrozenWritesNothingMore() {
        fill(1, 2);
        one.start();
        await().until(() -> journal.pending() == 0);
        leases.passOn(EventLog.READER, "other");
        fill(3, 4);
        one.wake();
        assertThat(one.close(LONG)).as("not all is written").isFalse();
        assertThat(written).hasSize(2);

        other.start();

        await().until(() -> journal.pending() == 0);
        assertThat(written.subList(2, 4)).allMatch(line -> line.startsWith("other "));
        assertThat(other.close(LONG)).isTrue();
    }

    private void fill(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(number -> journal.add(Samples.numbered(number)));
    }
}
