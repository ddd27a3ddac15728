package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Looks at single jobs between the cycles of a target: what they ask, and what they record. */
class TargetPollLookTest extends HintedPollFixture {
    @Test
    void recordsAChangeByOneGetAndNoProgress() {
        bedrock.put(running(1));
        TargetPoll poll = discovering(NIGHTLY);
        run(poll);
        bedrock.put(failed(1));

        assertThat(look(poll, 1)).isEqualTo(HintOutcome.RECORDED);
        assertThat(bedrock.takeCalls()).containsExactly("Get job000000001");
        assertThat(moves()).containsExactly("Submitted>InProgress", "InProgress>Failed");
        assertThat(reasons()).last().isEqualTo("no permission");
        assertThat(results).as("polls").hasSize(1);
        assertThat(store.changesSince(0).lastSuccess()).containsValue(NOON);
        assertThat(store.load(TARGET).walks().get(NIGHTLY.key()))
                .extracting(WalkProgress::completedWalkAt)
                .isEqualTo(NOON);
    }

    @Test
    void tellsARepeatedHintOnce() {
        bedrock.put(running(1));
        TargetPoll poll = discovering(NIGHTLY);

        assertThat(look(poll, 1)).isEqualTo(HintOutcome.RECORDED);
        assertThat(look(poll, 1)).isEqualTo(HintOutcome.RECORDED);
        run(poll);
        assertThat(moves()).containsExactly("Submitted>InProgress");
    }

    @Test
    void dropsAnAnswerThatLags() {
        bedrock.put(failed(1));
        TargetPoll poll = discovering(NIGHTLY);
        run(poll);
        bedrock.put(running(1));

        HintResult result = poll.look(hinted(1, 2));
        assertThat(result.stale()).isEqualTo(1);
        assertThat(moves()).containsExactly("Submitted>Failed");
    }

    @Test
    void recordsNothingOfAJobThatThereIsNot() {
        TargetPoll poll = discovering(NIGHTLY);

        assertThat(look(poll, 1)).isEqualTo(HintOutcome.IGNORED);
        assertThat(store.changesSince(0).head()).isZero();
        bedrock.answerGet(new Failed<>("ValidationException", "no job of ours"));
        assertThat(look(poll, 1)).isEqualTo(HintOutcome.IGNORED);
        assertThat(store.changesSince(0).head()).isZero();
    }

    @Test
    void saysThatAConfiguredJobIsAbsent() {
        TargetPoll poll = configured(1);

        assertThat(look(poll, 1)).isEqualTo(HintOutcome.RECORDED);
        assertThat(store.load(TARGET).lookups().get(arn(1)))
                .extracting(LookupStatus::success)
                .isEqualTo(false);
    }

    @Test
    void aKnownJobThatIsNotFoundIsRecordedSo() {
        TargetPoll poll = discoveringRunning(1, 2);
        bedrock.remove(arn(1));

        assertThat(look(poll, 1)).isEqualTo(HintOutcome.RECORDED);
        assertThat(bedrock.takeCalls()).containsExactly("Get job000000001");
        assertThat(store.load(TARGET).lookups())
                .containsExactly(Map.entry(arn(1), LookupStatus.notFound(arn(1), null, NOON)));
    }

    @Test
    void ignoresAJobThatNoSelectorSelects() {
        bedrock.put(running(7));

        assertThat(look(discovering(NIGHTLY), 7)).isEqualTo(HintOutcome.IGNORED);
        assertThat(bedrock.takeCalls()).hasSize(1);
        assertThat(Stored.jobs(store, TARGET)).isEmpty();
    }

    @Test
    void ignoresAJobThatIsNotNamedWithoutARequest() {
        bedrock.put(running(2));

        assertThat(look(configured(1), 2)).isEqualTo(HintOutcome.IGNORED);
        assertThat(bedrock.takeCalls()).isEmpty();
    }

    @Test
    void whereListIsDeniedEveryHintIsAGet() {
        bedrock.denyList(true);
        IntStream.range(1, 4).forEach(number -> bedrock.put(running(number)));
        TargetPoll poll = configured(1, 2, 3);
        run(poll);
        bedrock.takeCalls();

        poll.look(hinted(1, 4));
        assertThat(bedrock.takeCalls()).containsExactly("Get job000000001", "Get job000000002", "Get job000000003");
    }

    @Test
    void aFailureIsLeftToLater() {
        TargetPoll poll = configured(1);
        bedrock.answerGet(new Failed<>("Timeout", "too slow"));

        assertThat(look(poll, 1)).isEqualTo(HintOutcome.FAILED);
        bedrock.answerGet(new Denied<>("AccessDeniedException", "no"));
        assertThat(look(poll, 1)).isEqualTo(HintOutcome.FAILED);
        assertThat(Stored.jobs(store, TARGET)).isEmpty();
    }

    @Test
    void whatPollingNeverAsksForAgainIsNotSaidToBeMissing() {
        bedrock.put(failed(1));
        TargetPoll poll = configured(1);
        run(poll);
        clock.advance(Duration.ofMinutes(3));
        run(poll);
        for (int look = 0; look < 2; look++) {
            bedrock.answerGet(new Failed<>("Timeout", "too slow"));
            assertThat(look(poll, 1)).isEqualTo(HintOutcome.FAILED);
            bedrock.answerGet(new FetchResult.NotFound<>("gone"));
            assertThat(look(poll, 1)).isEqualTo(HintOutcome.RECORDED);
            assertThat(store.load(TARGET).lookups().values()).allMatch(LookupStatus::success);
            clock.advance(Duration.ofHours(25));
            store.prune(new Retention(clock.instant(), clock.instant(), NOON.minusSeconds(60), Set.of()), 100);
        }
        assertThat(Stored.tombstones(store, TARGET, arn(1))).containsOnlyKeys(arn(1));
    }

    @Test
    void aJobThatRunsIsSaidToBeMissingUntilItIsSeen() {
        TargetPoll poll = discoveringRunning(1, 2);
        bedrock.answerGet(new Failed<>("Timeout", "too slow"));
        look(poll, 1);
        assertThat(store.load(TARGET).lookups().values())
                .extracting(LookupStatus::success)
                .containsExactly(false);
        run(poll);
        assertThat(store.load(TARGET).lookups().values())
                .extracting(LookupStatus::success)
                .containsExactly(true);
    }

    @Test
    void aTargetThatDeniesIsNotAskedDuringItsPause() {
        bedrock.answerList(new Denied<>("AccessDeniedException", "no"));
        TargetPoll poll = discovering(NIGHTLY);
        poll.run();
        bedrock.takeCalls();

        assertThat(look(poll, 1)).isEqualTo(HintOutcome.FAILED);
        assertThat(bedrock.takeCalls()).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(look(poll, 1)).isEqualTo(HintOutcome.IGNORED);
    }

    @Test
    void settlesAJobWhoseCountsAreDue() {
        bedrock.put(failed(1));
        TargetPoll poll = discovering(NIGHTLY);
        run(poll);
        clock.advance(Duration.ofMinutes(3));
        look(poll, 1);

        assertThat(events()).hasSize(2).last().isInstanceOf(JournalEvent.Settled.class);
    }
}
