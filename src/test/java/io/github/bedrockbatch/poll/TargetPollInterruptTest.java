package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a target when the program ends: it goes at once, and asks and records nothing. */
class TargetPollInterruptTest {
    private static final HintedJobs HINTED = Hinted.jobs(Set.of(arn(1), arn(2)));

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeJobSource bedrock = new FakeJobSource(clock);
    private final JobStore store = new MemoryStore();
    private final List<CycleResult> results = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final DiscoverySelector all = Selecting.everything(Duration.ofDays(7));
    private final TargetPoll poll = new TargetPoll(
            Target.of(arn(1)),
            () -> new Watches(Set.of(), List.of(all), Duration.ofHours(24), false),
            bedrock,
            new FakeTagSource(),
            new TagMemory(),
            store,
            clock,
            new CycleLimits(Duration.ofSeconds(30), clock),
            LeaseHolder.ofSoleProcess(clock),
            List.of(this::hold));

    @BeforeEach
    void open() {
        store.open();
    }

    @AfterEach
    void close() {
        go.countDown();
        executor.close();
    }

    @Test
    void aLookThatWaitsForACycleFailsWhenItIsInterrupted() throws Exception {
        Future<?> cycle = executor.submit(poll::run);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch looked = new CountDownLatch(1);
        List<HintResult> looks = new ArrayList<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            looks.add(poll.look(HINTED));
            poll.run();
            looked.countDown();
        });
        waiting.interrupt();

        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(cycle.isDone()).as("the cycle holds the lock").isFalse();
        assertThat(looks).containsExactly(HintResult.of(HINTED.arns(), HintOutcome.FAILED));
        go.countDown();
        cycle.get(10, TimeUnit.SECONDS);
        assertThat(bedrock.takeCalls()).containsExactly("List");
        assertThat(results).hasSize(1);
    }

    /** A cycle that has ended holds the lock until it is told to go. */
    private void hold(CycleResult result) {
        results.add(result);
        ended.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
