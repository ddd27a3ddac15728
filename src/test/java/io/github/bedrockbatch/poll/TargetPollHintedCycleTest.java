package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.testing.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cycles in which many jobs are looked at together: a walk, and a Get for what it does not show. */
class TargetPollHintedCycleTest extends HintedPollFixture {
    @Test
    void aThousandHintsCostNoMoreThanAWalk() {
        IntStream.range(10, 510).forEach(number -> bedrock.put(running(number)));
        TargetPoll poll = discovering(NIGHTLY);
        run(poll);
        bedrock.takeCalls();
        IntStream.range(10, 510).forEach(number -> bedrock.put(completed(number)));

        HintResult result = poll.look(hinted(5, 1_000));
        assertThat(bedrock.takeCalls()).hasSize(11).first().isEqualTo("List");
        assertThat(results).as("polls").hasSize(2);
        assertThat(result.outcomes().values().stream()
                        .filter(HintOutcome.RECORDED::equals)
                        .count())
                .isEqualTo(500);
        assertThat(result.outcomes()).containsEntry(arn(5), HintOutcome.IGNORED).hasSize(995);
        assertThat(result.outcomes()).containsEntry(arn(999), HintOutcome.FAILED);
        assertThat(moves()).hasSize(1_000);
    }

    @Test
    void asksByGetWhereListLagsBehindTheEvent() {
        TargetPoll poll = discoveringRunning(1, 4);
        IntStream.range(1, 4).forEach(number -> bedrock.lag(arn(number)));
        bedrock.put(completed(1));
        bedrock.put(failed(2));

        HintResult result = poll.look(told(Map.of(1, Known.COMPLETED, 2, Known.FAILED, 3, Known.IN_PROGRESS)));
        assertThat(result.outcomes().values()).containsOnly(HintOutcome.RECORDED);
        assertThat(bedrock.takeCalls()).containsExactly("List", "Get job000000001", "Get job000000002");
        assertThat(moves()).endsWith("InProgress>Completed", "InProgress>Failed");
        assertThat(reasons()).last().isEqualTo("no permission");
    }

    @Test
    void asksByGetWhereListShowsAnEarlierChangeThanTheEvent() {
        TargetPoll poll = discovering(NIGHTLY);
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(20)));
        bedrock.lag(arn(1));
        bedrock.put(running(1));

        poll.look(told(Map.of(1, Known.IN_PROGRESS, 2, Known.IN_PROGRESS)));
        assertThat(moves()).containsExactly("Submitted>Scheduled", "Scheduled>InProgress");
    }

    @Test
    void asksByGetForAJobThatListDoesNotShowYet() {
        TargetPoll poll = discovering(NIGHTLY);
        bedrock.lag(arn(1));
        bedrock.lag(arn(7));
        bedrock.put(running(1));
        bedrock.put(running(7));

        HintResult result = poll.look(hinted(1, 8));
        assertThat(result.outcomes())
                .containsEntry(arn(1), HintOutcome.RECORDED)
                .containsEntry(arn(2), HintOutcome.IGNORED)
                .containsEntry(arn(7), HintOutcome.IGNORED);
        assertThat(Stored.jobs(store, TARGET)).containsOnlyKeys(arn(1));
    }

    @Test
    void whatListShowsAndNoSelectorSelectsIsNotAskedFor() {
        bedrock.put(running(7));
        bedrock.put(running(8));

        HintResult result = discovering(NIGHTLY).look(told(Map.of(7, Known.COMPLETED, 8, Known.IN_PROGRESS)));
        assertThat(result.outcomes()).containsEntry(arn(7), HintOutcome.IGNORED);
        assertThat(bedrock.takeCalls()).containsExactly("List");
    }

    @Test
    void asksForTenAtMostAndLeavesTheOthersToLater() {
        TargetPoll poll = discoveringRunning(11, 41);
        IntStream.range(11, 41).forEach(number -> bedrock.lag(arn(number)));
        IntStream.range(11, 41).forEach(number -> bedrock.put(completed(number)));
        HintedJobs told = told(
                IntStream.range(11, 41).boxed().collect(Collectors.toMap(number -> number, job -> Known.COMPLETED)));

        List<Long> recorded = new ArrayList<>();
        for (int look = 0; look < 4; look++) {
            recorded.add(poll.look(told).outcomes().values().stream()
                    .filter(HintOutcome.RECORDED::equals)
                    .count());
            assertThat(bedrock.takeCalls()).hasSizeLessThanOrEqualTo(11);
        }
        assertThat(recorded).containsExactly(10L, 20L, 30L, 30L);
        assertThat(moves()).hasSize(60);
    }

    @Test
    void repeatsAndWhatIsBehindCostNothingMore() {
        TargetPoll poll = discoveringRunning(1, 4);
        bedrock.put(completed(3));

        HintResult result = poll.look(new HintedJobs(Map.of(
                arn(1), Set.of(Known.IN_PROGRESS),
                arn(2), Set.of(Known.SUBMITTED, Known.VALIDATING, Known.SCHEDULED),
                arn(3), Set.of(Known.STOPPING, JobStatus.of("Paused")))));
        assertThat(bedrock.takeCalls()).containsExactly("List");
        assertThat(result.outcomes().values()).containsOnly(HintOutcome.RECORDED);
    }

    @Test
    void aWordThatIsNotKnownIsAskedFor() {
        TargetPoll poll = discoveringRunning(1, 3);
        poll.look(told(Map.of(1, JobStatus.of("Paused"), 2, Known.IN_PROGRESS)));

        assertThat(bedrock.takeCalls()).containsExactly("List", "Get job000000001");
    }

    @Test
    void aGetThatFailsAfterTheWalkIsLeftToLaterAndSaysNothingOfTheJob() {
        TargetPoll poll = discoveringRunning(1, 4);
        List<FetchResult<JobSnapshot>> answers =
                List.of(new Failed<>("Timeout", "too slow"), new Denied<>("AccessDeniedException", "no"));
        for (FetchResult<JobSnapshot> answer : answers) {
            bedrock.answerGet(answer);
            HintResult result = poll.look(told(Map.of(1, Known.COMPLETED, 2, Known.IN_PROGRESS)));
            assertThat(result.outcomes())
                    .containsEntry(arn(1), HintOutcome.FAILED)
                    .containsEntry(arn(2), HintOutcome.RECORDED);
        }
        assertThat(store.load(TARGET).lookups()).isEmpty();
        assertThat(results).extracting(CycleResult::outcome).containsOnly(CycleResult.Outcome.SUCCESS);
    }

    @Test
    void aKnownJobThatGetDoesNotFindIsRecordedSoThoughListStillShowsIt() {
        TargetPoll poll = discoveringRunning(1, 4);
        bedrock.answerGet(new FetchResult.NotFound<>("not there"));

        HintResult result = poll.look(told(Map.of(1, Known.COMPLETED, 2, Known.IN_PROGRESS)));
        assertThat(result.outcomes().values()).containsOnly(HintOutcome.RECORDED);
        assertThat(store.load(TARGET).lookups()).containsOnlyKeys(arn(1));
        assertThat(results).extracting(CycleResult::outcome).containsOnly(CycleResult.Outcome.SUCCESS);
    }

    @Test
    void aKnownJobThatIsNotFoundIsRecordedSoAndAnUnknownOneIsIgnored() {
        TargetPoll poll = discoveringRunning(1, 4);
        bedrock.remove(arn(1));

        HintResult result = poll.look(hinted(1, 6));
        assertThat(bedrock.takeCalls())
                .containsExactly("List", "Get job000000001", "Get job000000004", "Get job000000005");
        assertThat(result.outcomes())
                .containsEntry(arn(1), HintOutcome.RECORDED)
                .containsEntry(arn(2), HintOutcome.RECORDED)
                .containsEntry(arn(4), HintOutcome.IGNORED);
        assertThat(store.load(TARGET).lookups())
                .containsExactly(Map.entry(arn(1), LookupStatus.notFound(arn(1), null, NOON)));
    }

    @Test
    void whatIsInConflictToTheLastIsLeftToLater() {
        bedrock.put(running(1));
        bedrock.put(running(2));
        TargetPoll poll = discovering(NIGHTLY, bedrock, new ContestedStore(store, arn(1), Integer.MAX_VALUE));

        assertThat(poll.look(hinted(1, 3)).outcomes())
                .containsEntry(arn(1), HintOutcome.FAILED)
                .containsEntry(arn(2), HintOutcome.RECORDED);
    }

    @Test
    void asManyHintsAsTheLastWalkHadPagesAreAskedForOneByOne() {
        bedrock.pageSize(10);
        IntStream.range(10, 40).forEach(number -> bedrock.put(running(number)));
        TargetPoll poll = discovering(NIGHTLY);
        run(poll);
        bedrock.takeCalls();

        poll.look(hinted(10, 13));
        assertThat(bedrock.takeCalls()).hasSize(3).allMatch(call -> call.startsWith("Get"));
        poll.look(hinted(10, 14));
        assertThat(bedrock.takeCalls()).containsExactly("List", "List", "List");
    }

    @Test
    void hintsOfJobsThatAreNotNamedDoNotMakeItAWalk() {
        bedrock.put(running(1));

        HintResult result = configured(1).look(hinted(1, 100));
        assertThat(bedrock.takeCalls()).containsExactly("Get job000000001");
        assertThat(result.outcomes()).containsEntry(arn(1), HintOutcome.RECORDED);
        assertThat(result.outcomes()).containsEntry(arn(2), HintOutcome.IGNORED);
    }

    @Test
    void aWalkThatFailsLeavesWhatItDidNotShow() {
        bedrock.answerList(new Failed<>("Timeout", "too slow"));

        assertThat(discovering(NIGHTLY).look(hinted(1, 3)).outcomes().values()).containsOnly(HintOutcome.FAILED);
        assertThat(results).extracting(CycleResult::outcome).containsExactly(CycleResult.Outcome.ERROR);
    }
}
