package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The final counts of jobs that have ended. */
class SettlingTest extends TargetPollFixture {
    @Test
    void anEndOfSomeMinutesAgoThatGetShowsIsSettledAtOnce() {
        bedrock.put(ended(Known.COMPLETED, -300));
        cycle(configured(1));

        assertThat(settled()).hasSize(1);
        assertThat(bedrock.takeCalls()).containsExactly("Get job000000001");
    }

    @Test
    void anEndThatListShowsIsSettledByAGetOfTheNextCycle() {
        bedrock.put(ended(Known.COMPLETED, -300));
        TargetPoll poll = discovering(EVERYTHING);
        cycle(poll);
        assertThat(settled()).isEmpty();
        cycle(poll);

        assertThat(settled()).hasSize(1);
        assertThat(bedrock.takeCalls()).containsExactly("List", "List", "Get job000000001");
    }

    @Test
    void aGetThatLagsPutsThemOffForTwoMinutes() {
        TargetPoll poll = configured(1);
        bedrock.put(ended(Known.COMPLETED, -10));
        cycle(poll);
        clock.advance(Duration.ofMinutes(2));
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(600), NOON.minusSeconds(60)));
        cycle(poll);
        bedrock.takeCalls();
        cycle(poll);
        assertThat(bedrock.takeCalls()).as("half a minute later").isEmpty();
        assertThat(settled()).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        bedrock.put(ended(Known.COMPLETED, -10));
        cycle(poll);
        assertThat(settled()).hasSize(1);
    }

    @Test
    void aJobThatAwsHasNotKnownForAQuarterOfAnHourIsSettledFromWhatIsKnown() {
        TargetPoll poll = configured(1);
        bedrock.put(ended(Known.COMPLETED, -10));
        cycle(poll);
        bedrock.remove(arn(1));
        cycles(poll, NOON.plusSeconds(120 + 14 * 60));
        assertThat(settled()).isEmpty();

        cycles(poll, NOON.plusSeconds(120 + 18 * 60));
        assertThat(settled()).hasSize(1);
    }

    @Test
    void finalCountsThatCannotBeHadForAnHourAreThoseThatAreKnown() {
        TargetPoll poll = discovering(EVERYTHING);
        bedrock.put(ended(Known.COMPLETED, -10));
        cycle(poll);
        bedrock.answerGet(new Failed<>("Timeout", "too slow"));
        cycles(poll, NOON.plusSeconds(59 * 60));
        assertThat(settled()).isEmpty();

        cycles(poll, NOON.plusSeconds(64 * 60));
        assertThat(settled()).hasSize(1);
    }

    @Test
    void aJobThatMovesOnAfterItWasSettledIsToldButNotSettledAgain() {
        TargetPoll poll = configured(1);
        bedrock.put(ended(Known.COMPLETED, -300));
        cycle(poll);
        bedrock.put(ended(Known.FAILED, 10));
        discovering(EVERYTHING).run();

        assertThat(moves()).containsExactly("Submitted>Completed", "Completed>Failed");
        assertThat(settled()).hasSize(1);
        assertThat(store.load(TARGET).jobs()).as("that await something").isEmpty();
    }

    @Test
    void aJobThatMovesOnAfterItWasPrunedIsToldButNotSettledAgain() {
        bedrock.put(ended(Known.COMPLETED, -300));
        cycle(configured(1));
        Instant now = clock.instant();
        store.prune(new Retention(now, now.minusSeconds(3600), now.minusSeconds(3600), Set.of()), 10);
        assertThat(Stored.jobs(store, TARGET)).isEmpty();
        bedrock.put(ended(Known.FAILED, 10));
        discovering(EVERYTHING).run();

        assertThat(moves()).containsExactly("Submitted>Completed", "Completed>Failed");
        assertThat(settled()).hasSize(1);
        assertThat(store.load(TARGET).jobs()).as("that await something").isEmpty();
    }

    private void cycles(TargetPoll poll, Instant until) {
        while (clock.instant().isBefore(until)) {
            cycle(poll);
        }
    }

    private static JobSnapshot ended(Known status, int secondsAfterNoon) {
        return job(1, status, NOON.minusSeconds(600), NOON.plusSeconds(secondsAfterNoon));
    }
}
