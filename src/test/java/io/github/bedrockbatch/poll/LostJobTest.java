package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A job that had not ended when AWS ceased to know it. */
class LostJobTest extends TargetPollFixture {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** Each page of List that was asked for, as how far before the present it reached back. */
    private final List<Duration> reachedBack = new ArrayList<>();

    private final TargetPoll poll = discovering(EVERYTHING, new Reaching(), store);

    @Test
    void aYearOfAbsenceCostsNoGetAfterADayAndNoWalkReachesBackToIt() {
        lose();
        runFor(Duration.ofHours(24).plus(TEN_MINUTES));
        assertThat(bedrock.takeCalls())
                .filteredOn(call -> call.startsWith("Get"))
                .as("until it is given up")
                .hasSizeBetween(100, 146);
        reachedBack.clear();
        runFor(Duration.ofDays(365));

        assertThat(reachedBack).hasSize(365 * 144).allMatch(back -> back.compareTo(Duration.ofMinutes(26)) < 0);
        assertThat(bedrock.takeCalls())
                .filteredOn(call -> call.startsWith("Get"))
                .isEmpty();
        assertThat(outcomes()).containsOnly(Outcome.SUCCESS);
        assertThat(moves()).containsExactly("Submitted>InProgress");
    }

    @Test
    void itStretchesNoWalkFromAQuarterOfAnHourOnAlsoWhenItIsAskedForAgain() {
        lose();
        runFor(Duration.ofMinutes(20));
        assertThat(reachedBack.getLast()).isGreaterThan(Duration.ofHours(5));
        reachedBack.clear();
        bedrock.takeCalls();
        runFor(Duration.ofHours(3));

        assertThat(reachedBack).hasSize(18).allMatch(back -> back.compareTo(Duration.ofMinutes(26)) < 0);
        assertThat(bedrock.takeCalls())
                .filteredOn(call -> call.startsWith("Get"))
                .hasSizeGreaterThan(15);
    }

    @Test
    void aNamedJobIsAskedForByGetAloneAndThenNoMore() {
        bedrock.put(running());
        bedrock.put(job(2, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(50)));
        TargetPoll named = configured(1, 2);
        cycle(named);
        bedrock.remove(arn(1));
        for (int cycle = 0; cycle < 150; cycle++) {
            named.run();
            clock.advance(TEN_MINUTES);
            if (cycle == 2) {
                bedrock.takeCalls();
            }
        }
        assertThat(bedrock.takeCalls()).doesNotContain("List").contains("Get job000000001");
        named.run();
        assertThat(bedrock.takeCalls()).containsExactly("Get job000000002");
    }

    @Test
    void itIsGivenUpAfterADayLeavesTheOpenRowsAndIsPrunedWhenItsRetentionIsOver() {
        lose();
        runFor(Duration.ofHours(23));
        assertThat(givenUpAt()).isNull();
        assertThat(store.load(TARGET).jobs()).containsKey(arn(1));
        runFor(Duration.ofHours(2));
        assertThat(givenUpAt()).isBetween(NOON.plus(Duration.ofHours(24)), NOON.plus(Duration.ofHours(25)));
        assertThat(store.load(TARGET).jobs()).isEmpty();
        assertThat(RetentionRules.prunableFrom(row())).isEqualTo(givenUpAt());

        store.prune(new Retention(clock.instant(), Instant.MIN, Instant.MIN, Set.of()), 10);
        assertThat(Stored.jobs(store, TARGET)).isEmpty();
        assertThat(store.load(TARGET).lookups()).isEmpty();
    }

    @Test
    void aLookByAHintGivesItUpToo() {
        lose();
        cycle(poll);
        clock.advance(Duration.ofHours(24));
        HintResult result = poll.look(Hinted.jobs(List.of(arn(1))));

        assertThat(result.outcomes()).containsValue(HintOutcome.RECORDED);
        assertThat(givenUpAt()).isEqualTo(clock.instant());
        assertThat(results).hasSize(2);
    }

    @Test
    void aGetThatFailsAfterADayGivesNothingUp() {
        lose();
        cycle(poll);
        clock.advance(Duration.ofHours(25));
        bedrock.answerGet(new Failed<>("Timeout", "too slow"));
        cycle(poll);
        assertThat(givenUpAt()).isNull();
    }

    @Test
    void anAnswerInBetweenBeginsTheDayAnew() {
        lose();
        runFor(Duration.ofHours(20));
        bedrock.put(running());
        runFor(TEN_MINUTES.multipliedBy(2));
        bedrock.remove(arn(1));
        runFor(Duration.ofHours(20));
        assertThat(givenUpAt()).isNull();
    }

    @Test
    void itIsANormalJobAgainOnceListShowsIt() {
        lose();
        runFor(Duration.ofHours(25));
        bedrock.put(job(1, Known.IN_PROGRESS, clock.instant(), clock.instant()));
        cycle(poll);
        assertThat(givenUpAt()).isNull();
        assertThat(store.load(TARGET).jobs()).containsKey(arn(1));
        bedrock.put(job(1, Known.COMPLETED, clock.instant(), clock.instant()));
        cycle(poll);
        assertThat(moves()).containsExactly("Submitted>InProgress", "InProgress>Completed");
    }

    @Test
    void itIsANormalJobAgainOnceGetShowsItThoughItWasPruned() {
        lose();
        runFor(Duration.ofHours(25));
        store.prune(new Retention(clock.instant(), Instant.MIN, Instant.MIN, Set.of()), 10);
        assertThat(Stored.tombstones(store, TARGET, arn(1))).containsKey(arn(1));
        bedrock.put(running());
        poll.look(Hinted.jobs(List.of(arn(1))));
        assertThat(store.load(TARGET).jobs()).containsKey(arn(1));
        bedrock.put(job(1, Known.COMPLETED, NOON.minus(Duration.ofHours(6)), clock.instant()));
        poll.run();
        clock.advance(Duration.ofMinutes(3));
        poll.run();

        assertThat(moves()).containsExactly("Submitted>InProgress", "InProgress>Completed");
        assertThat(settled()).hasSize(1);
    }

    private static JobSnapshot running() {
        return job(1, Known.IN_PROGRESS, NOON.minus(Duration.ofHours(6)), NOON.minusSeconds(10));
    }

    private void lose() {
        bedrock.put(running());
        cycle(poll);
        bedrock.remove(arn(1));
        bedrock.takeCalls();
        reachedBack.clear();
    }

    private void runFor(Duration duration) {
        Instant end = clock.instant().plus(duration);
        while (clock.instant().isBefore(end)) {
            poll.run();
            clock.advance(TEN_MINUTES);
        }
    }

    private TrackedJob row() {
        return requireNonNull(Stored.jobs(store, TARGET).get(arn(1)));
    }

    private @Nullable Instant givenUpAt() {
        return row().job().givenUpAt();
    }

    /** Notes how far back it is asked to list. */
    private final class Reaching implements JobSource {
        @Override
        public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
            reachedBack.add(Duration.between(submitTimeAfter, clock.instant()));
            return bedrock.list(submitTimeAfter, nextToken, timeout);
        }

        @Override
        public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
            return bedrock.get(arn, timeout);
        }
    }
}
