package io.github.bedrockbatch.view;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static io.github.bedrockbatch.testing.JobRows.row;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.testing.SettableClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ViewFollowerTest implements ViewFollower.Listener {
    private static final ViewRules RULES = new ViewRules(Duration.ofHours(1), 10);

    private final Queue<Changes> advances = new ConcurrentLinkedQueue<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final SettableClock clock = new SettableClock(SUBMIT);
    private volatile boolean unheard;
    private final JobStore store = new MemoryStore();
    private final ViewFollower follower = new ViewFollower(store, RULES, clock, this);

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void hasNoViewBeforeItIsRestored() {
        assertThat(follower.view()).isEmpty();

        follower.restore();

        assertThat(follower.view()).contains(JobsView.EMPTY);
    }

    @Test
    void advancesWhenAnybodyRecords() {
        follower.restore();

        record("a");

        await().until(() ->
                follower.view().orElseThrow().target(TARGET).jobs().byId().containsKey("a"));
        record("b");
        await().until(() ->
                follower.view().orElseThrow().target(TARGET).jobs().byId().size() == 2);
        assertThat(advances.stream().mapToInt(changes -> changes.jobs().size()).sum())
                .as("each row is read once")
                .isEqualTo(2);
    }

    @Test
    void countsEachTransitionOfTheLast24HoursOnceByTheHour() {
        clock.advance(Duration.ofHours(1));
        transition("old", SUBMIT.minus(Duration.ofHours(24)));
        for (int i = 0; i < 600; i++) {
            transition("before-" + i, SUBMIT);
        }
        follower.restore();
        transition("after", SUBMIT.plus(Duration.ofHours(1)));
        await().until(() -> follower.view().orElseThrow().lastEntry() == 602);

        assertThat(counts())
                .containsExactly(
                        Map.entry(SUBMIT.truncatedTo(HOURS), 600L),
                        Map.entry(SUBMIT.plus(Duration.ofHours(1)).truncatedTo(HOURS), 1L));
        clock.advance(Duration.ofHours(23));
        transition("next-day", clock.instant());
        await().until(() -> follower.view().orElseThrow().lastEntry() == 603);
        assertThat(counts()).hasSize(3).containsValue(600L);
        clock.advance(Duration.ofHours(1));
        record("no-transition");
        await().until(() -> !counts().containsValue(600L));
    }

    @Test
    void readsTheStoreAgainWhenFinishedJobsAreKeptForLonger() {
        TrackedJob ended = row("ended", "Completed", Duration.ofMinutes(1));
        store.record(new Recording(TARGET, List.of(new JobWrite(ended, List.of())), List.of(), List.of(), null));
        transition("told", SUBMIT.plus(Duration.ofMinutes(1)));
        clock.advance(Duration.ofHours(2));
        follower.restore();
        assertThat(jobs()).doesNotContain("ended");

        follower.use(new ViewRules(Duration.ofHours(3), 10));
        await().until(() -> jobs().contains("ended"));
        assertThat(counts()).hasSize(1).containsValue(1L);

        follower.use(new ViewRules(Duration.ofHours(1), 10));
        await().until(() -> !jobs().contains("ended"));
        int reads = advances.size();
        follower.use(new ViewRules(Duration.ofHours(1), 3));
        assertThat(follower.rules().maxJobs()).isEqualTo(3);
        record("other");
        await().until(() -> jobs().contains("other"));
        assertThat(advances.stream()
                        .skip(reads)
                        .mapToInt(changes -> changes.jobs().size())
                        .sum())
                .as("the limit alone needs no reading")
                .isEqualTo(1);
    }

    private Set<String> jobs() {
        return follower.view().orElseThrow().target(TARGET).jobs().byId().keySet();
    }

    private Map<Instant, Long> counts() {
        Map<Instant, Long> counts = new TreeMap<>();
        HourlyTransitions transitions = follower.view().orElseThrow().transitions();
        transitions
                .byHour()
                .forEach((hour, by) -> counts.put(hour, by.get(new HourlyTransitions.Key(TARGET, "InProgress"))));
        return counts;
    }

    @Test
    void keepsItsViewWhileTheStoreFails() {
        FakeStore broken = new FakeStore();
        broken.put(row("a", "InProgress", Duration.ZERO));
        AtomicReference<Instant> now = new AtomicReference<>(SUBMIT);
        try (ViewFollower other = new ViewFollower(broken, RULES, now::get, this)) {
            other.restore();
            await("the first run of its thread").until(() -> advances.size() == 2);
            now.set(SUBMIT.plusSeconds(7));
            assertThat(other.age()).as("it is up to date").isZero();
            broken.breakDown();

            broken.wake();

            await().until(() -> !failures.isEmpty());
            assertThat(other.view().orElseThrow().target(TARGET).jobs().byId()).containsOnlyKeys("a");
            assertThat(other.age()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    /** As at a failover to a database server that lacked the last commits. */
    @Test
    void beginsAnewWhenTheStoreHasLostWhatItHadWritten() {
        FakeStore failed = new FakeStore();
        failed.put(row("a", "InProgress", Duration.ZERO));
        failed.put(row("b", "InProgress", Duration.ZERO));
        AtomicReference<FakeStore> server = new AtomicReference<>(failed);
        JobStore store = (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(),
                new Class<?>[] {JobStore.class},
                (proxy, method, arguments) -> method.invoke(server.get(), arguments));
        try (ViewFollower other = new ViewFollower(store, RULES, () -> SUBMIT, this)) {
            other.restore();
            FakeStore standby = new FakeStore();
            standby.put(row("a", "InProgress", Duration.ZERO));
            server.set(standby);

            failed.wake();

            await().until(() ->
                    other.view().orElseThrow().target(TARGET).jobs().byId().size() == 1);
        }
    }

    @Test
    void goesOnAfterAFailureThatIsNotTheStores() {
        follower.restore();
        unheard = true;
        record("a");
        await().until(() -> !failures.isEmpty());
        unheard = false;
        record("b");

        await().until(() ->
                follower.view().orElseThrow().target(TARGET).jobs().byId().size() == 2);
    }

    @Test
    void aStoreThatCannotBeReadIsNotRestored() {
        FakeStore broken = new FakeStore();
        broken.breakDown();
        try (ViewFollower other = new ViewFollower(broken, RULES, () -> SUBMIT, this)) {
            assertThatThrownBy(other::restore).isInstanceOf(StoreException.class);
            assertThat(other.view()).isEmpty();
        }
    }

    private void transition(String id, Instant seenAt) {
        TrackedJob row = row(id, "InProgress", Duration.between(SUBMIT, seenAt.minusSeconds(5)));
        record(new JobWrite(row, List.of(JobRows.from("Scheduled", row))));
    }

    private void record(String id) {
        record(new JobWrite(row(id, "InProgress", Duration.ZERO), List.of()));
    }

    private void record(JobWrite write) {
        store.record(new Recording(TARGET, List.of(write), List.of(), List.of(), null));
    }

    @Override
    public void advanced(Changes changes) {
        if (unheard) {
            throw new IllegalStateException("broken for the test");
        }
        advances.add(changes);
    }

    @Override
    public void failed(RuntimeException cause) {
        failures.add(cause);
    }
}
