package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.testing.Stored;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What cycles and looks ask the store for. */
class JobRecorderTest extends TargetPollFixture {
    private final CountedStore counted = CountedStore.of(store);

    @Test
    void aCycleThatNothingConflictsWithLoadsOnceAndReadsWhatTheWalkShowed() {
        TargetPoll poll = discovering(EVERYTHING, bedrock, counted.store());
        bedrock.put(snapshot(1, Known.COMPLETED));
        bedrock.put(snapshot(2, Known.FAILED));
        poll.run();
        assertThat(counted.takeCalls())
                .as("others, then the failed one with its reason")
                .containsExactly("load", "known", "record", "record");

        clock.advance(Duration.ofMinutes(3));
        poll.run();
        assertThat(counted.takeCalls())
                .as("the cycle, then final counts; both rows are open and so loaded")
                .containsExactly("load", "record", "record");
        poll.run();
        assertThat(counted.takeCalls()).as("both are settled").containsExactly("load", "known", "record");
    }

    @Test
    void aCycleWithNamedJobsReadsThemInOneMoreCall() {
        TargetPoll poll = poll(
                new Watches(Set.of(arn(1)), List.of(EVERYTHING), Duration.ofHours(24), false),
                bedrock,
                counted.store());
        bedrock.put(snapshot(2, Known.FAILED));
        bedrock.put(snapshot(3, Known.COMPLETED));
        poll.run();
        assertThat(counted.takeCalls())
                .startsWith("load", "known", "known")
                .filteredOn("known"::equals)
                .hasSize(2);
        assertThat(moves()).hasSize(2);
    }

    @Test
    void aLookByGetsRecordsOnceAndOneThatLearnsNothingNever() {
        TargetPoll poll = discovering(EVERYTHING, bedrock, counted.store());
        HintedJobs hinted = Hinted.jobs(Set.of(arn(1)));
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        poll.look(hinted);
        assertThat(counted.takeCalls()).containsExactly("load", "known", "record");
        poll.look(hinted);
        assertThat(counted.takeCalls()).containsExactly("load");
    }

    @Test
    void whatConflictsIsReadAgainByItself() {
        IntStream.rangeClosed(1, 3).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));
        TargetPoll poll = discovering(EVERYTHING, bedrock, counted.store());
        poll.run();
        counted.takeCalls();
        IntStream.rangeClosed(1, 3).forEach(number -> bedrock.put(ended(number)));
        bedrock.beforeEach(call -> {
            bedrock.beforeEach(later -> {});
            bedrock.put(snapshot(4, Known.IN_PROGRESS));
            discovering(EVERYTHING).run();
        });
        poll.run();

        assertThat(counted.takeCalls()).containsExactly("load", "known", "record", "known");
        assertThat(moves())
                .hasSize(7)
                .filteredOn("InProgress>Completed"::equals)
                .hasSize(3);
    }

    @Test
    void noLookupIsWrittenOfAFinishedJobThatListShows() {
        TargetPoll poll =
                poll(new Watches(Set.of(arn(1)), List.of(EVERYTHING), Duration.ofHours(24), false), bedrock, store);
        bedrock.put(snapshot(1, Known.COMPLETED));
        poll.run();
        clock.advance(Duration.ofMinutes(3));
        poll.run();
        store.prune(new Retention(Instant.MAX, Instant.MIN, Instant.MIN, Set.of()), 10);
        poll.run();

        assertThat(Stored.tombstones(store, TARGET, arn(1))).hasSize(1);
        assertThat(store.changesSince(0).lookups()).isEmpty();
    }

    @Test
    void aJobThatIsRecordedAtALaterTryIsNoConflict() {
        ContestedStore contested = new ContestedStore(store, arn(1), 10);
        TargetPoll poll = discovering(EVERYTHING, bedrock, contested);
        IntStream.rangeClosed(1, 3).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));

        HintResult result = poll.look(Hinted.jobs(List.of(arn(1), arn(2), arn(3))));

        assertThat(moves()).hasSize(3);
        assertThat(result.outcomes()).containsOnlyKeys(arn(1), arn(2), arn(3)).doesNotContainValue(HintOutcome.FAILED);
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void aJobThatAnotherWriterAlwaysHoldsIsAFailureOfTheCycle() {
        TargetPoll poll = discovering(EVERYTHING, bedrock, new ContestedStore(store, arn(1), Integer.MAX_VALUE));
        IntStream.rangeClosed(1, 3).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));
        poll.run();

        assertThat(outcomes()).containsExactly(Outcome.PARTIAL);
        assertThat(results.getFirst().reason())
                .isEqualTo(arn(1) + ": not recorded: another replica changed the job each time. The next poll retries");
    }

    private static JobSnapshot ended(int number) {
        Instant changed = NOON.minusSeconds(5);
        return job(number, Known.COMPLETED, NOON.minusSeconds(600), changed);
    }
}
