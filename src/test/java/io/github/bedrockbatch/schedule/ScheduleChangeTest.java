package io.github.bedrockbatch.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;

/** Tasks that take the place of others while the schedule runs. */
final class ScheduleChangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RARE = Duration.ofDays(365);

    private final Queue<String> runs = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void failed(String name, Throwable cause) {
            failures.add(name + ": " + cause.getMessage());
        }

        @Override
        public void succeeded(String name) {
            // runs are noted by the tasks
        }
    };

    @AfterEach
    void nothingFailed() {
        assertThat(failures).isEmpty();
    }

    @Test
    void allButTheOneThatIsNewAndTheOneThatIsGoneKeepTheirNextRun() throws SchedulerException {
        List<Task> tasks = new ArrayList<>(
                IntStream.range(0, 300).mapToObj(i -> task("task " + i, RARE)).toList());
        try (Schedule schedule = schedule(tasks)) {
            schedule.start();
            await().atMost(PATIENCE).until(() -> runs.size() == Schedule.MAX_AT_START);
            Map<String, Instant> before = schedule.nextFires();

            tasks.removeFirst();
            tasks.add(task("task 300", RARE));
            schedule.change(tasks);

            await().atMost(PATIENCE).until(() -> runs.contains("task 300"));
            Map<String, Instant> after = schedule.nextFires();
            assertThat(after).hasSize(300).containsKey("task 300").doesNotContainKey("task 0");
            after.remove("task 300");
            assertThat(before).containsAllEntriesOf(after);
            assertThat(runs).as("no other runs").hasSize(Schedule.MAX_AT_START + 1);
        }
    }

    @Test
    void anotherIntervalReschedulesThatTaskAlone() throws SchedulerException {
        try (Schedule schedule = schedule(List.of(task("one", RARE), task("other", RARE)))) {
            schedule.start();
            await().atMost(PATIENCE).until(() -> runs.size() == 2);
            Map<String, Instant> before = schedule.nextFires();
            schedule.change(List.of(task("one", Duration.ofSeconds(1)), task("other", RARE)));

            await().atMost(PATIENCE)
                    .until(() -> runs.stream().filter("one"::equals).count() >= 4);
            assertThat(runs.stream().filter("other"::equals)).hasSize(1);
            assertThat(schedule.nextFires()).containsEntry("other", before.get("other"));
        }
    }

    @Test
    void whatIsRunIsNewThoughTheTriggerIsNot() throws SchedulerException {
        try (Schedule schedule = schedule(List.of(task("task", RARE)))) {
            schedule.start();
            await().atMost(PATIENCE).until(() -> runs.size() == 1);
            Map<String, Instant> before = schedule.nextFires();
            schedule.change(List.of(new Task("task", RARE, () -> runs.add("new"))));
            assertThat(schedule.runSoon("task")).isTrue();

            await().atMost(PATIENCE).until(() -> runs.contains("new"));
            assertThat(schedule.nextFires()).isEqualTo(before);
        }
    }

    @Test
    void aRunOfATaskThatIsGoneEndsBeforeOneOfTheSameNameBegins() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        Task slow = new Task("task", RARE, () -> {
            atOnce.incrementAndGet();
            begun.countDown();
            awaitQuietly(release);
            atOnce.decrementAndGet();
        });
        try (Schedule schedule = schedule(List.of(slow))) {
            schedule.start();
            awaitQuietly(begun);
            schedule.change(List.of(task("other", RARE)));
            schedule.change(List.of(new Task("task", RARE, () -> runs.add("at once with " + atOnce.get()))));
            release.countDown();

            await().atMost(PATIENCE).until(() -> runs.contains("at once with 0"));
            assertThat(runs).doesNotContain("at once with 1");
        }
    }

    @Test
    void twoTasksOfOneNameAreRefusedAndNothingChanges() throws SchedulerException {
        Task task = task("task", RARE);
        try (Schedule schedule = schedule(List.of(task))) {
            schedule.start();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> schedule.change(List.of(task("other", RARE), task("other", RARE))))
                    .withMessageContaining("other: is the name of two tasks");
            assertThat(schedule.nextFires()).containsOnlyKeys("task");
        }
    }

    @Test
    void itChangesBeforeItBeginsAndNotAfterItsEnd() throws SchedulerException {
        Schedule schedule = schedule(List.of(task("old", RARE)));
        try (schedule) {
            schedule.change(List.of(task("new", RARE)));
            schedule.start();
            await().atMost(PATIENCE).until(() -> runs.contains("new"));
        }
        schedule.change(List.of(task("late", RARE)));

        assertThat(runs).containsExactly("new");
        assertThat(schedule.nextFires()).isEmpty();
    }

    @Test
    void manyChangesLeaveNoTriggerBehind() throws SchedulerException {
        List<Task> one = List.of(task("a", RARE), task("b", RARE));
        List<Task> other = List.of(task("b", RARE), task("c", Duration.ofDays(1)));
        try (Schedule schedule = schedule(one)) {
            schedule.start();
            for (int i = 0; i < 100; i++) {
                schedule.change(i % 2 == 0 ? other : one);
            }
            assertThat(schedule.nextFires()).containsOnlyKeys("a", "b");
        }
    }

    @Test
    void aPacedTaskRunsInItsNewIntervalAndTheOthersKeepTheirs() throws SchedulerException {
        try (Schedule schedule = schedule(List.of(task("paced", RARE), task("other", RARE)))) {
            schedule.start();
            Instant other = schedule.nextFires().get("other");

            schedule.pace("paced", Duration.ofSeconds(1));
            await().atMost(PATIENCE)
                    .until(() -> runs.stream().filter("paced"::equals).count() >= 4);
            assertThat(schedule.nextFires()).containsEntry("other", other);

            schedule.pace("paced", RARE);
            Instant rare = schedule.nextFires().get("paced");
            assertThat(rare).isAfter(Instant.now().plusSeconds(60));
            schedule.pace("paced", RARE);
            assertThat(schedule.nextFires()).containsEntry("paced", rare);
        }
    }

    /** As each poll does that sees jobs change. */
    @Test
    void aTaskPacesItselfWhileItRuns() {
        Schedule[] made = new Schedule[1];
        Task self = new Task("self", RARE, () -> {
            made[0].pace("self", Duration.ofSeconds(1));
            runs.add("self");
        });
        try (Schedule schedule = schedule(List.of(self))) {
            made[0] = schedule;
            schedule.start();
            await().atMost(PATIENCE).until(() -> runs.size() >= 3);
        }
    }

    @Test
    void aPacedTaskKeepsItsIntervalThroughItsBeginningAndNoneIsPacedAfterTheEnd() throws SchedulerException {
        Schedule schedule = schedule(List.of(task("paced", RARE)));
        try (schedule) {
            schedule.pace("paced", Duration.ofSeconds(1));
            schedule.pace("unknown", Duration.ofSeconds(1));
            schedule.start();
            assertThat(schedule.nextFires().get("paced"))
                    .isBeforeOrEqualTo(Instant.now().plusSeconds(2));
            assertThat(schedule.nextFires()).containsOnlyKeys("paced");
        }
        schedule.pace("paced", RARE);
        assertThat(schedule.nextFires()).isEmpty();
    }

    private Task task(String name, Duration interval) {
        return new Task(name, interval, () -> runs.add(name));
    }

    private Schedule schedule(List<Task> tasks) {
        return new Schedule(tasks, InstantSource.system(), listener);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
