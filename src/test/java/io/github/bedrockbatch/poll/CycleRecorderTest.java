package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What cycles and looks ask the store for. */
class CycleRecorderTest extends TargetPollFixture {
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
        TargetPoll poll =
                poll(new Watches(Set.of(arn(1)), List.of(EVERYTHING), Duration.ofHours(24)), bedrock, counted.store());
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
        HintedJobs hinted = HintedJobs.of(Set.of(arn(1)));
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

    private static JobSnapshot ended(int number) {
        Instant changed = NOON.minusSeconds(5);
        return job(number, Known.COMPLETED, NOON.minusSeconds(600), changed);
    }
}
