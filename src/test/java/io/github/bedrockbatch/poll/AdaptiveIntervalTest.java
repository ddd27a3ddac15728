package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.testing.FakeLeases;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a target is polled, by what its jobs do. */
final class AdaptiveIntervalTest extends TargetPollFixture {
    private static final Watches EVERY_JOB = new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24), false);

    private final List<Long> paced = new ArrayList<>();
    private final FakeLeases leases = new FakeLeases(clock);

    @ParameterizedTest
    @CsvSource({
        "Submitted,  30",
        "Validating, 30",
        "Scheduled,  30",
        "InProgress, 10",
        "Stopping,   10",
        "Pondering,  30",
    })
    void aJobThatRunsOrStopsShortensItAndOneThatHasYetToEndKeepsIt(String status, long seconds) {
        TargetPoll poll = adaptive(EVERY_JOB, intervals(30, 10, 120), sole());
        bedrock.put(snapshot(1, JobStatus.of(status)));

        polls(poll, 6);

        assertThat(paced).hasSize(6).last().isEqualTo(seconds);
    }

    @Test
    void withoutAJobItIsIdleAfterFivePollsAndTheNextJobEndsThat() {
        TargetPoll poll = adaptive(EVERY_JOB, intervals(30, 10, 120), sole());

        polls(poll, 5);
        assertThat(paced).containsExactly(30L, 30L, 30L, 30L, 120L);

        bedrock.put(snapshot(1, Known.SUBMITTED));
        polls(poll, 1);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        polls(poll, 1);
        assertThat(paced).endsWith(30L, 10L);
    }

    /** Otherwise its counts would come as late as the idle interval is long. */
    @Test
    void aJobWhoseFinalCountsAreAwaitedKeepsTheTargetFromIdling() {
        TargetPoll poll = adaptive(EVERY_JOB, intervals(1, 1, 3600), sole());
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        polls(poll, 1);
        bedrock.put(endedAt(clock.instant().getEpochSecond() - NOON.getEpochSecond()));
        polls(poll, 10);
        assertThat(paced).containsOnly(1L);
        assertThat(settled()).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        polls(poll, 1);
        assertThat(settled()).hasSize(1);
        assertThat(paced).containsOnly(1L);
        polls(poll, 5);
        assertThat(paced).endsWith(3600L);
    }

    private static JobSnapshot endedAt(long secondsAfterNoon) {
        return snapshot(1, Known.COMPLETED).toBuilder()
                .lastModifiedTime(NOON.plusSeconds(secondsAfterNoon))
                .build();
    }

    @Test
    void aNamedJobThatWasNotSeenYetIsAwaitedUntilItIsAbsentForLong() {
        Watches named = new Watches(Set.of(arn(1)), List.of(), Duration.ofHours(24), false);
        TargetPoll poll = adaptive(named, intervals(30, 10, 120), sole());
        polls(poll, 6);
        assertThat(paced).containsOnly(30L);

        polls(poll, 60);
        assertThat(paced).last().isEqualTo(120L);
    }

    @Test
    void aPollThatFailsLengthensNothing() {
        TargetPoll poll = adaptive(EVERY_JOB, intervals(30, 10, 120), sole());
        bedrock.answerList(new FetchResult.Failed<>("Timeout", "no answer"));
        polls(poll, 10);
        assertThat(paced).containsOnly(30L);

        bedrock.answerList(null);
        polls(poll, 5);
        assertThat(paced).endsWith(30L, 120L);
    }

    @Test
    void aHintedLookShortensItAtOnce() {
        TargetPoll poll = adaptive(EVERY_JOB, intervals(30, 10, 120), sole());
        polls(poll, 5);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));

        poll.look(new HintedJobs(Map.of(arn(1), Set.of(Known.IN_PROGRESS))));

        assertThat(paced).endsWith(120L, 10L);
        assertThat(inStore()).isEqualTo(intervals(30, 10, 120).with(Activity.ACTIVE));
    }

    @Test
    void aRestartBeginsWithTheIntervalInForce() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        polls(adaptive(EVERY_JOB, intervals(30, 10, 120), sole()), 1);
        bedrock.put(snapshot(1, Known.SCHEDULED));
        paced.clear();

        polls(adaptive(EVERY_JOB, intervals(30, 10, 120), sole()), 1);

        assertThat(paced).containsExactly(10L);
    }

    @Test
    void anotherConfigurationsIntervalsHoldFromItsFirstPoll() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        polls(adaptive(EVERY_JOB, intervals(30, 10, 120), sole()), 1);

        polls(adaptive(EVERY_JOB, intervals(60, 20, 300), sole()), 1);
        assertThat(paced).containsExactly(10L, 20L);

        polls(adaptive(EVERY_JOB, intervals(60, 60, 60), sole()), 1);
        assertThat(paced).containsExactly(10L, 20L, 60L);
        assertThat(inStore().areAdaptive()).isFalse();
    }

    /** Otherwise a reload that lets them differ again would begin with the idle interval. */
    @Test
    void whatTheJobsDoIsStoredWhereItMakesNoDifferenceAnyMore() {
        polls(adaptive(EVERY_JOB, intervals(30, 30, 120), sole()), 5);
        assertThat(inStore().activity()).isEqualTo(Activity.IDLE);
        bedrock.put(snapshot(1, Known.SUBMITTED));

        polls(adaptive(EVERY_JOB, intervals(30, 30, 30), sole()), 1);

        assertThat(inStore()).isEqualTo(intervals(30, 30, 30));
    }

    @Test
    void aJobWhoseTagsAreNotKnownKeepsTheTargetFromIdling() {
        DiscoverySelector ours =
                new DiscoverySelector(Duration.ofDays(7), Optional.empty(), Optional.empty(), Map.of("team", "search"));
        Watches byTags = new Watches(Set.of(), List.of(ours), Duration.ofHours(24), false);
        TargetPoll poll = adaptive(byTags, intervals(30, 10, 120), sole());
        tags.answer(new FetchResult.Denied<>("AccessDeniedException", "no tag:GetResources"));
        bedrock.put(snapshot(1, Known.SUBMITTED));
        polls(poll, 10);
        assertThat(paced).containsOnly(30L);

        tags.answer(null);
        polls(poll, 60);
        assertThat(paced).as("once it is known to be untagged").last().isEqualTo(120L);
    }

    /** As in a rolling update, in which both may poll. */
    @Test
    void theConfigurationThatWasLoadedLastHoldsForAllProcesses() {
        TargetPoll old = adaptive(EVERY_JOB, intervals(30, 10, 120), new LeaseHolder(leases, "old", clock));
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        polls(old, 1);
        TargetPoll next = adaptive(EVERY_JOB, intervals(60, 20, 300), new LeaseHolder(leases, "new", clock));
        polls(next, 1);
        polls(old, 2);
        polls(next, 1);

        assertThat(paced).containsExactly(10L, 20L, 20L, 20L, 20L);
        assertThat(inStore()).isEqualTo(intervals(60, 20, 300).with(Activity.ACTIVE));
    }

    @Test
    void theNextProcessCountsOnWhereTheOneBeforeWas() {
        TargetPoll one = adaptive(EVERY_JOB, intervals(30, 10, 120), new LeaseHolder(leases, "one", clock));
        TargetPoll other = adaptive(EVERY_JOB, intervals(30, 10, 120), new LeaseHolder(leases, "other", clock));
        polls(one, 3);
        polls(other, 2);

        assertThat(paced).containsExactly(30L, 30L, 30L, 30L, 120L);
    }

    /** Two processes with different configurations would not agree on the trigger, which the last one that was loaded has set. */
    @Test
    void whereJobsMakeNoDifferenceNothingIsStoredAndNothingPaced() {
        TargetPoll poll = adaptive(EVERY_JOB, intervals(30, 30, 30), sole());
        bedrock.put(snapshot(1, Known.IN_PROGRESS));

        polls(poll, 6);

        assertThat(paced).isEmpty();
        assertThat(store.load(TARGET).intervals()).isNull();
    }

    @Test
    void aProcessThatLostItsLeasePacesNothing() {
        TargetPoll one = adaptive(EVERY_JOB, intervals(30, 10, 120), new LeaseHolder(leases, "one", clock));
        bedrock.pageSize(1);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        bedrock.put(snapshot(2, Known.IN_PROGRESS));
        bedrock.beforeEach(call -> leases.passOn(TARGET.name(), "other"));
        polls(one, 1);
        assertThat(paced).isEmpty();
        assertThat(store.changesSince(0).intervals()).isEmpty();
    }

    private LeaseHolder sole() {
        return LeaseHolder.ofSoleProcess(clock);
    }

    private static PollIntervals intervals(long base, long active, long idle) {
        return new PollIntervals(
                Duration.ofSeconds(base), Duration.ofSeconds(active), Duration.ofSeconds(idle), Activity.BASE);
    }

    private PollIntervals inStore() {
        return Objects.requireNonNull(store.load(TARGET).intervals());
    }

    private TargetPoll adaptive(Watches watches, PollIntervals intervals, LeaseHolder holder) {
        CycleListener listener = new CycleListener() {
            @Override
            public void ended(CycleResult result) {
                results.add(result);
            }

            @Override
            public void paced(Target target, Duration interval) {
                assertThat(target).isEqualTo(TARGET);
                paced.add(interval.toSeconds());
            }
        };
        return new TargetPoll(
                TARGET,
                () -> watches,
                bedrock,
                tags,
                new TagMemory(),
                store,
                clock,
                new CycleLimits(intervals, clock),
                holder,
                List.of(listener));
    }

    private void polls(TargetPoll poll, int count) {
        for (int run = 0; run < count; run++) {
            poll.run();
            clock.advance(Duration.ofSeconds(paced.isEmpty() ? 30 : paced.getLast()));
        }
    }
}
