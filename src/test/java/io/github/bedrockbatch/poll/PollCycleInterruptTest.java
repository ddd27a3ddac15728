package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A cycle that the program's end interrupts: it keeps what it saw, and says nothing of what it did not ask. */
class PollCycleInterruptTest extends TargetPollFixture {
    @Test
    void keepsThePagesThatItSaw() {
        for (int number = 1; number <= 3; number++) {
            bedrock.put(job(number, Known.IN_PROGRESS, NOON.minusSeconds(60 - number), NOON));
        }
        bedrock.pageSize(1);
        TargetPoll poll = discovering(EVERYTHING);
        bedrock.interruptAt("List", 2);
        runInterrupted(poll);

        assertThat(outcomes()).containsExactly(Outcome.INTERRUPTED);
        assertThat(bedrock.takeCalls()).containsExactly("List", "List");
        assertThat(Stored.jobs(store, TARGET)).containsOnlyKeys(arn(1));
        assertThat(store.load(TARGET).walks()).isEmpty();
        poll.run();
        assertThat(Stored.jobs(store, TARGET)).hasSize(3);
    }

    @Test
    void saysNothingOfAJobThatItDidNotGet() {
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON));
        bedrock.put(job(2, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON));
        TargetPoll poll = configured(1, 2);
        bedrock.denyList(true);
        poll.run();
        bedrock.takeCalls();
        bedrock.interruptAt("Get " + arn(1).jobId(), 1);
        runInterrupted(poll);

        assertThat(outcomes()).containsExactly(Outcome.SUCCESS, Outcome.INTERRUPTED);
        assertThat(store.load(TARGET).lookups().values()).allMatch(LookupStatus::success);
    }

    @Test
    void leavesFinalCountsToTheNextCycleHoweverLateItIs() {
        JobSnapshot ended = job(1, Known.COMPLETED, NOON.minusSeconds(60), NOON);
        bedrock.put(ended);
        TargetPoll poll = discovering(EVERYTHING);
        poll.run();
        bedrock.put(
                ended.toBuilder().counts(new RecordCounts(100L, 100L, 98L, 2L)).build());
        clock.advance(Duration.ofHours(5));
        bedrock.interruptAt("Get " + arn(1).jobId(), 1);
        runInterrupted(poll);
        assertThat(settled()).isEmpty();
        poll.run();

        assertThat(settled()).extracting(job -> job.counts().success()).containsExactly(98L);
    }

    @Test
    void hintsWhoseLookItCutsOffFail() {
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON));
        TargetPoll poll = discovering(EVERYTHING);
        bedrock.interruptAt("List", 1);
        HintedJobs hinted = Hinted.jobs(Set.of(arn(1), arn(2)));
        HintResult result = poll.look(hinted);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(HintResult.of(hinted.arns(), HintOutcome.FAILED));
        assertThat(bedrock.takeCalls()).containsExactly("List");
        assertThat(outcomes()).containsExactly(Outcome.INTERRUPTED);
    }

    /** Runs a cycle that is to be interrupted, and makes the thread fit for another. */
    private static void runInterrupted(TargetPoll poll) {
        poll.run();
        assertThat(Thread.interrupted()).isTrue();
    }
}
