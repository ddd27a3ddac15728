package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.ACCOUNT;
import static io.github.bedrockbatch.testing.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.simulator.Arrivals;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.SimulatedJob;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.Timeline;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.watch.Watches;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What adaptive intervals cost and save over a day of a simulated fleet, in calls and in time until an end is seen. */
final class PollDayTest {
    private static final Duration DAY = Duration.ofDays(1);
    /** And some seconds, so that jobs change at all times of an interval. */
    private static final Duration HALF_AN_HOUR = Duration.ofSeconds(1_807);

    private static final Instant END = NOON.plus(DAY);

    /** Queues for 21 minutes, then runs for 15. */
    private static final Timings SHORT = Timings.REALISTIC;
    /** Queues for 40 minutes, then runs for three hours. */
    private static final Timings LONG = Timings.ofSeconds(20, 80, 2_300, 10_800, 30);

    private static final PollIntervals FIXED = PollIntervals.of(Duration.ofSeconds(30));
    private static final PollIntervals ADAPTIVE =
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(2), Activity.BASE);
    private static final PollIntervals SPARING =
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(5), Activity.BASE);

    /**
     * What polls of one target came to in a day.
     *
     * @param ends of jobs
     * @param endDelay from an end to its sighting, the longest
     * @param changeDelay from any other change of a job to its sighting, the longest
     */
    private record Day(int calls, int ends, Duration endDelay, Duration changeDelay) {
        Day plus(Day other) {
            return new Day(
                    calls + other.calls,
                    ends + other.ends,
                    longest(Stream.of(endDelay, other.endDelay)),
                    longest(Stream.of(changeDelay, other.changeDelay)));
        }
    }

    /** Ten targets: one with a job each half hour, one with a job each six hours, one with three jobs a night, and seven without jobs. */
    @Test
    void aDayOfTenTargets() throws IOException {
        Day fixed = fleet(FIXED);
        Day adaptive = fleet(ADAPTIVE);
        Day sparing = fleet(SPARING);

        print("30s always", fixed, fixed);
        print("30s, active 10s, idle 2m", adaptive, fixed);
        print("30s, active 30s, idle 5m", sparing, fixed);
        assertThat(fixed.ends()).isPositive().isEqualTo(adaptive.ends()).isEqualTo(sparing.ends());
        assertThat(adaptive.calls()).isBetween(fixed.calls() / 3, fixed.calls() * 3 / 4);
        assertThat(sparing.calls()).isBetween(fixed.calls() / 8, fixed.calls() / 3);
        assertThat(fixed.endDelay()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(adaptive.endDelay())
                .as("a job that runs is polled each ten seconds")
                .isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(sparing.endDelay()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(adaptive.changeDelay()).as("of a new job").isLessThanOrEqualTo(Duration.ofMinutes(2));
        assertThat(sparing.changeDelay()).as("of a new job").isBetween(Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    /** Each by itself, so that the document can name them. */
    @Test
    void aDayOfEachKindOfTarget() throws IOException {
        Day busy = day(ADAPTIVE, every(HALF_AN_HOUR, SHORT, Long.MAX_VALUE));
        Day nightly = day(ADAPTIVE, every(Duration.ofHours(1), LONG, 3));
        Day quiet = day(ADAPTIVE);
        Day fixed = day(FIXED);

        print("a job each half hour", busy, fixed);
        print("three long jobs a night", nightly, fixed);
        print("no job", quiet, fixed);
        assertThat(fixed.calls()).isEqualTo(2_880);
        assertThat(busy.calls()).as("costs more where jobs run").isBetween(4_000, 8_640);
        assertThat(nightly.calls()).isBetween(720, 2_880);
        assertThat(quiet.calls())
                .as("five polls until it idles, then one in two minutes")
                .isEqualTo(723);
    }

    private static Day fleet(PollIntervals intervals) throws IOException {
        Day all = day(intervals, every(HALF_AN_HOUR, SHORT, Long.MAX_VALUE))
                .plus(day(intervals, every(HALF_AN_HOUR.multipliedBy(12), SHORT, Long.MAX_VALUE)))
                .plus(day(intervals, every(Duration.ofHours(1), LONG, 3)));
        for (int quiet = 0; quiet < 7; quiet++) {
            all = all.plus(day(intervals));
        }
        return all;
    }

    private static Arrivals every(Duration time, Timings timings, long count) {
        JobScript first = JobScript.of(ACCOUNT, "us-east-1", "job", Outcome.COMPLETED, NOON.plusSeconds(607), timings);
        return new Arrivals(first, time, count);
    }

    private static Day day(PollIntervals intervals, Arrivals... arrivals) throws IOException {
        SettableClock clock = new SettableClock(NOON);
        JobStore store = new MemoryStore();
        store.open();
        FakeJobSource bedrock = new FakeJobSource(clock);
        Duration[] interval = {intervals.inForce()};
        TargetPoll poll = poll(intervals, clock, store, bedrock, interval);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Simulator simulator = Simulator.start(anyPort, new Fleet(List.of(arrivals), DAY), clock)) {
            while (clock.instant().isBefore(END)) {
                simulator.jobs().forEach(job -> bedrock.put(snapshot(job, clock.instant())));
                poll.run();
                clock.advance(interval[0]);
            }
        }
        List<Transition> moves = store.read(0, 10_000).stream()
                .flatMap(entry ->
                        entry.event() instanceof Transitioned(Transition move) ? Stream.of(move) : Stream.empty())
                .toList();
        List<Transition> ends =
                moves.stream().filter(move -> move.to().isTerminal()).toList();
        return new Day(
                bedrock.callCount(),
                ends.size(),
                longest(ends.stream().map(PollDayTest::delay)),
                longest(moves.stream().filter(move -> !move.to().isTerminal()).map(PollDayTest::delay)));
    }

    private static Duration delay(Transition move) {
        return Duration.between(move.changedAt(), move.observedAt());
    }

    private static Duration longest(Stream<Duration> durations) {
        return durations.max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static TargetPoll poll(
            PollIntervals intervals, SettableClock clock, JobStore store, FakeJobSource bedrock, Duration[] interval) {
        Watches watches = new Watches(Set.of(), List.of(Selecting.everything(DAY)), DAY, false);
        CycleListener listener = new CycleListener() {
            @Override
            public void ended(CycleResult result) {
                assertThat(result.outcome()).isEqualTo(CycleResult.Outcome.SUCCESS);
            }

            @Override
            public void paced(Target target, Duration next) {
                interval[0] = next;
            }
        };
        return new TargetPoll(
                new Target(ACCOUNT, "us-east-1"),
                () -> watches,
                bedrock,
                new FakeTagSource(),
                new TagMemory(),
                store,
                clock,
                new CycleLimits(intervals, clock),
                LeaseHolder.ofSoleProcess(clock),
                List.of(listener));
    }

    private static JobSnapshot snapshot(SimulatedJob job, Instant now) {
        Timeline.Step last = job.timeline().at(now);
        return JobSnapshot.builder(JobArn.parse(job.arn()), JobStatus.of(last.status()), job.submitted())
                .name(job.name())
                .modelId(job.script().request().modelId())
                .lastModifiedTime(last.at())
                .build();
    }

    private static void print(String what, Day day, Day fixed) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d calls (%.2f x), %d ends seen at most %d s late, other changes %d s%n",
                what,
                day.calls(),
                (double) day.calls() / fixed.calls(),
                day.ends(),
                day.endDelay().toSeconds(),
                day.changeDelay().toSeconds());
    }
}
