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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void failed(String name, Throwable cause) {
            failures.add(name + ": " + cause.getMessage());
        }

        @Override
        public void succeeded(String name) {
            // only failures are looked at
        }
    };

    @Test
    void runsATaskAtTheStartAndGoesOnAfterExceptionsAndErrors() {
        AtomicInteger runs = new AtomicInteger();
        Task broken = new Task("broken", Duration.ofSeconds(1), () -> {
            if (runs.incrementAndGet() % 2 == 0) {
                throw new StackOverflowError("deep");
            }
            throw new IllegalStateException("bad");
        });
        try (Schedule schedule = new Schedule(List.of(broken), InstantSource.system(), listener)) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> failures.size() >= 3);
        }
        assertThat(failures).contains("broken: bad", "broken: deep");
    }

    @Test
    void neverRunsATaskTwiceAtOnceAndLeavesTheOthersTheirCadence() throws InterruptedException {
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        Task slow = new Task("slow", Duration.ofSeconds(1), () -> {
            hanging.incrementAndGet();
            awaitQuietly(release);
        });
        Task quick = new Task("quick", Duration.ofSeconds(1), others::incrementAndGet);
        try (Schedule schedule = new Schedule(List.of(slow, quick), InstantSource.system(), listener)) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> others.get() >= 4);
            assertThat(hanging).hasValue(1);
            release.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> hanging.get() >= 2);
        }
    }

    @Test
    void tasksThatHangHoldUpNoOtherHoweverManyTheyAre() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            tasks.add(new Task("hanging " + i, Duration.ofSeconds(1), () -> {
                hanging.incrementAndGet();
                awaitQuietly(release);
            }));
        }
        tasks.add(new Task("quick", Duration.ofSeconds(1), others::incrementAndGet));
        try (Schedule schedule = new Schedule(tasks, InstantSource.system(), listener)) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> hanging.get() == 400);
            int before = others.get();
            await().atMost(Duration.ofSeconds(20)).until(() -> others.get() >= before + 2);
            release.countDown();
        }
    }

    @Test
    void runsAFewTasksAtTheStartAndLeavesTheOthersToTheirPhases() {
        Queue<String> begun = new ConcurrentLinkedQueue<>();
        List<Task> tasks = IntStream.range(0, 300)
                .mapToObj(i -> new Task("task " + i, Duration.ofDays(365), () -> begun.add("task " + i)))
                .toList();
        List<String> first =
                tasks.stream().limit(Schedule.MAX_AT_START).map(Task::name).toList();
        try (Schedule schedule = new Schedule(tasks, InstantSource.system(), listener)) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> begun.containsAll(first));
            assertThat(schedule.runSoon("task 299")).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> begun.contains("task 299"));
        }
        assertThat(begun).hasSize(Schedule.MAX_AT_START + 1);
    }

    @Test
    void aRunHasItsTasksNameAsItsThreads() {
        Queue<String> names = new ConcurrentLinkedQueue<>();
        Task task = new Task(
                "housekeeping",
                Duration.ofHours(1),
                () -> names.add(Thread.currentThread().getName()));
        try (Schedule schedule = new Schedule(List.of(task), InstantSource.system(), listener)) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> !names.isEmpty());
        }
        assertThat(names.peek()).isEqualTo("housekeeping");
    }

    @Test
    void refusesTwoTasksOfOneName() {
        Task task = new Task("task", Duration.ofHours(1), () -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule(List.of(task, task), InstantSource.system(), listener))
                .withMessageContaining("task: is the name of two tasks");
    }

    @Test
    void thePhasesOfAllTargetsAreSpreadOverTheInterval() {
        Duration interval = Duration.ofSeconds(30);
        Instant start = Instant.parse("2026-11-20T12:00:00Z");
        Map<Long, Long> bySecond = IntStream.range(0, 300)
                .mapToObj(i -> "%012d/region-%d".formatted(i / 10, i % 10))
                .map(name -> Triggers.phase(name, interval, start))
                .collect(Collectors.groupingBy(
                        first -> Duration.between(start, first).toSeconds(), Collectors.counting()));
        assertThat(bySecond.keySet()).allMatch(second -> second <= 30);
        assertThat(bySecond).hasSizeGreaterThan(25);
        assertThat(bySecond.values()).allMatch(count -> count < 30);
    }

    @Test
    void runsATaskSoonWhenAskedTo() {
        AtomicInteger runs = new AtomicInteger();
        Task rare = new Task("rare", Duration.ofHours(1), runs::incrementAndGet);
        Schedule schedule = new Schedule(List.of(rare), InstantSource.system(), listener);
        assertThat(schedule.runSoon("rare")).as("before it has begun").isFalse();
        try (schedule) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
            assertThat(schedule.runSoon("rare")).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 2);
            assertThat(schedule.runSoon("unknown")).isFalse();
        }
        assertThat(schedule.runSoon("rare")).as("after its end").isFalse();
        assertThat(failures).isEmpty();
    }

    @Test
    void whatWasStoppedBeforeItBeganNeverBegins() {
        Task task = new Task("task", Duration.ofSeconds(1), () -> failures.add("ran"));
        try (Schedule schedule = new Schedule(List.of(task), InstantSource.system(), listener)) {
            schedule.stop(Duration.ZERO);
            schedule.start();
            assertThat(schedule.runSoon("task")).isFalse();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void whatItInterruptsHasEndedBeforeWhatIsClosedNext() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Task waiting = new Task("waiting", Duration.ofHours(1), () -> {
            begun.countDown();
            awaitQuietly(new CountDownLatch(1));
            ended.incrementAndGet();
        });
        try (Schedule schedule = new Schedule(List.of(waiting), InstantSource.system(), listener)) {
            schedule.start();
            begun.await();
            schedule.stop(Duration.ZERO);
            assertThat(ended).hasValue(1);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void doesNotHeapUpWhatIsToRunSoon() {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        Task slow = new Task("slow", Duration.ofHours(1), () -> {
            runs.incrementAndGet();
            awaitQuietly(release);
        });
        Task other = new Task("other", Duration.ofHours(1), runs::incrementAndGet);
        try (Schedule schedule = new Schedule(List.of(slow, other), InstantSource.system(), listener)) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 2);
            assertThat(schedule.runSoon("slow")).isTrue();
            assertThat(schedule.runSoon("slow")).isFalse();
            assertThat(schedule.runSoon("other")).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 3);
            release.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 4);
        }
    }

    @Test
    void goesOnWhenAClockThatWasAheadIsSetRight() {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofHours(2));
        InstantSource clock = () -> Instant.now().plus(ahead.get());
        AtomicInteger runs = new AtomicInteger();
        Task task = new Task("task", Duration.ofSeconds(1), runs::incrementAndGet);
        try (Schedule schedule = new Schedule(List.of(task), clock, listener)) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
            ahead.set(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() >= 4);
        }
    }

    @Test
    void startsANameInTheSamePhaseWhenever() {
        Instant one =
                Triggers.phase("123456789012/us-east-1", Duration.ofSeconds(30), Instant.parse("2026-11-20T12:00:01Z"));
        Instant other =
                Triggers.phase("123456789012/us-east-1", Duration.ofSeconds(30), Instant.parse("2026-11-21T05:17:29Z"));
        assertThat(Duration.between(one, other).toMillis() % 30_000).isZero();
        assertThat(one).isAfter(Instant.parse("2026-11-20T12:00:01Z"));
        assertThat(one).isBeforeOrEqualTo(Instant.parse("2026-11-20T12:00:31Z"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
