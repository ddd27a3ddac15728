package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.poll.FetchResult.Denied;
import io.github.bedrockbatch.poll.FetchResult.Failed;
import io.github.bedrockbatch.poll.JournalEvent.Transitioned;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at single jobs between the cycles of a target: what they ask, and what they record. */
class TargetPollLookTest {
    private static final Target TARGET = Target.of(arn(1));
    private static final DiscoverySelector NIGHTLY = new DiscoverySelector(
            "nightly", Duration.ofDays(7), job -> !job.name().equals("job-7"));

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeJobSource bedrock = new FakeJobSource(clock);
    private final JobStore store = new MemoryStore();
    private final List<CycleResult> results = new ArrayList<>();

    @BeforeEach
    void open() {
        store.open();
    }

    @Test
    void recordsAChangeByOneGetAndNoProgress() {
        bedrock.put(running(1));
        TargetPoll poll = discovering();
        run(poll);
        bedrock.put(failed(1));

        assertThat(look(poll, 1)).isEqualTo(LookOutcome.RECORDED);
        assertThat(bedrock.takeCalls()).containsExactly("Get job000000001");
        assertThat(transitions()).containsExactly("Submitted>InProgress", "InProgress>Failed");
        assertThat(reasons()).last().isEqualTo("no permission");
        assertThat(results).as("polls").hasSize(1);
        assertThat(store.viewSince(0).lastSuccess()).containsValue(NOON);
        assertThat(store.load(TARGET).walks().get("nightly"))
                .extracting(WalkProgress::completedWalkAt)
                .isEqualTo(NOON);
    }

    @Test
    void tellsARepeatedHintOnce() {
        bedrock.put(running(1));
        TargetPoll poll = discovering();

        assertThat(look(poll, 1)).isEqualTo(LookOutcome.RECORDED);
        assertThat(look(poll, 1)).isEqualTo(LookOutcome.RECORDED);
        run(poll);
        assertThat(transitions()).containsExactly("Submitted>InProgress");
    }

    @Test
    void dropsAnAnswerThatLags() {
        bedrock.put(failed(1));
        TargetPoll poll = discovering();
        run(poll);
        bedrock.put(running(1));

        LookResult result = poll.look(hinted(1, 2));
        assertThat(result.stale()).isEqualTo(1);
        assertThat(transitions()).containsExactly("Submitted>Failed");
    }

    @Test
    void recordsNothingOfAJobThatThereIsNot() {
        TargetPoll poll = discovering();

        assertThat(look(poll, 1)).isEqualTo(LookOutcome.IGNORED);
        assertThat(store.viewSince(0).head()).isZero();
        bedrock.answerGet(new Failed<>("ValidationException", "no job of ours"));
        assertThat(look(poll, 1)).isEqualTo(LookOutcome.IGNORED);
        assertThat(store.viewSince(0).head()).isZero();
    }

    @Test
    void saysThatAConfiguredJobIsAbsent() {
        TargetPoll poll = configured(1);

        assertThat(look(poll, 1)).isEqualTo(LookOutcome.RECORDED);
        assertThat(store.load(TARGET).lookups().get(arn(1)))
                .extracting(Lookup::success)
                .isEqualTo(false);
    }

    @Test
    void ignoresAJobThatNoSelectorSelects() {
        bedrock.put(running(7));

        assertThat(look(discovering(), 7)).isEqualTo(LookOutcome.IGNORED);
        assertThat(bedrock.takeCalls()).hasSize(1);
        assertThat(store.load(TARGET).jobs()).isEmpty();
    }

    @Test
    void ignoresAJobThatIsNotNamedWithoutARequest() {
        bedrock.put(running(2));

        assertThat(look(configured(1), 2)).isEqualTo(LookOutcome.IGNORED);
        assertThat(bedrock.takeCalls()).isEmpty();
    }

    @Test
    void aThousandHintsCostNoMoreThanAWalk() {
        IntStream.range(10, 510).forEach(number -> bedrock.put(running(number)));
        TargetPoll poll = discovering();
        run(poll);
        bedrock.takeCalls();
        IntStream.range(10, 510).forEach(number -> bedrock.put(completed(number)));

        LookResult result = poll.look(hinted(5, 1_000));
        assertThat(bedrock.takeCalls()).hasSize(11).first().isEqualTo("List");
        assertThat(results).as("polls").hasSize(2);
        assertThat(result.outcomes().values().stream()
                        .filter(LookOutcome.RECORDED::equals)
                        .count())
                .isEqualTo(500);
        assertThat(result.outcomes()).containsEntry(arn(5), LookOutcome.IGNORED).hasSize(995);
        assertThat(result.outcomes()).containsEntry(arn(999), LookOutcome.FAILED);
        assertThat(transitions()).hasSize(1_000);
    }

    @Test
    void asksByGetWhereListLagsBehindTheEvent() {
        TargetPoll poll = discoveringRunning(1, 4);
        IntStream.range(1, 4).forEach(number -> bedrock.lag(arn(number)));
        bedrock.put(completed(1));
        bedrock.put(failed(2));

        LookResult result = poll.look(told(Map.of(1, Known.COMPLETED, 2, Known.FAILED, 3, Known.IN_PROGRESS)));
        assertThat(result.outcomes().values()).containsOnly(LookOutcome.RECORDED);
        assertThat(bedrock.takeCalls()).containsExactly("List", "Get job000000001", "Get job000000002");
        assertThat(transitions()).endsWith("InProgress>Completed", "InProgress>Failed");
        assertThat(reasons()).last().isEqualTo("no permission");
    }

    @Test
    void asksByGetWhereListShowsAnEarlierChangeThanTheEvent() {
        TargetPoll poll = discovering();
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(20)));
        bedrock.lag(arn(1));
        bedrock.put(running(1));

        poll.look(told(Map.of(1, Known.IN_PROGRESS, 2, Known.IN_PROGRESS)));
        assertThat(transitions()).containsExactly("Submitted>InProgress");
    }

    @Test
    void asksByGetForAJobThatListDoesNotShowYet() {
        TargetPoll poll = discovering();
        bedrock.lag(arn(1));
        bedrock.lag(arn(7));
        bedrock.put(running(1));
        bedrock.put(running(7));

        LookResult result = poll.look(hinted(1, 8));
        assertThat(result.outcomes())
                .containsEntry(arn(1), LookOutcome.RECORDED)
                .containsEntry(arn(2), LookOutcome.IGNORED)
                .containsEntry(arn(7), LookOutcome.IGNORED);
        assertThat(store.load(TARGET).jobs()).containsOnlyKeys(arn(1));
    }

    @Test
    void whatListShowsAndNoSelectorSelectsIsNotAskedFor() {
        bedrock.put(running(7));
        bedrock.put(running(8));

        LookResult result = discovering().look(told(Map.of(7, Known.COMPLETED, 8, Known.IN_PROGRESS)));
        assertThat(result.outcomes()).containsEntry(arn(7), LookOutcome.IGNORED);
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
                    .filter(LookOutcome.RECORDED::equals)
                    .count());
            assertThat(bedrock.takeCalls()).hasSizeLessThanOrEqualTo(11);
        }
        assertThat(recorded).containsExactly(10L, 20L, 30L, 30L);
        assertThat(transitions()).hasSize(60);
    }

    @Test
    void repeatsAndWhatIsBehindCostNothingMore() {
        TargetPoll poll = discoveringRunning(1, 4);
        bedrock.put(completed(3));

        LookResult result = poll.look(new HintedJobs(Map.of(
                arn(1), Set.of(Known.IN_PROGRESS),
                arn(2), Set.of(Known.SUBMITTED, Known.VALIDATING, Known.SCHEDULED),
                arn(3), Set.of(Known.STOPPING, JobStatus.of("Paused")))));
        assertThat(bedrock.takeCalls()).containsExactly("List");
        assertThat(result.outcomes().values()).containsOnly(LookOutcome.RECORDED);
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
        List<FetchResult<JobSnapshot>> answers = List.of(
                new Failed<>("Timeout", "too slow"),
                new Denied<>("AccessDeniedException", "no"),
                new FetchResult.NotFound<>("not there yet"));
        for (FetchResult<JobSnapshot> answer : answers) {
            bedrock.answerGet(answer);
            LookResult result = poll.look(told(Map.of(1, Known.COMPLETED, 2, Known.IN_PROGRESS)));
            assertThat(result.outcomes())
                    .containsEntry(arn(1), LookOutcome.FAILED)
                    .containsEntry(arn(2), LookOutcome.RECORDED);
        }
        assertThat(store.load(TARGET).lookups()).isEmpty();
        assertThat(results).extracting(CycleResult::outcome).containsOnly(CycleResult.Outcome.SUCCESS);
    }

    @Test
    void whatIsInConflictToTheLastIsLeftToLater() {
        bedrock.put(running(1));
        bedrock.put(running(2));
        TargetPoll poll =
                poll(new Watches(Set.of(), List.of(NIGHTLY), Duration.ofHours(24)), new ContestedStore(store, arn(1)));

        assertThat(poll.look(hinted(1, 3)).outcomes())
                .containsEntry(arn(1), LookOutcome.FAILED)
                .containsEntry(arn(2), LookOutcome.RECORDED);
    }

    @Test
    void asManyHintsAsTheLastWalkHadPagesAreAskedForOneByOne() {
        bedrock.pageSize(10);
        IntStream.range(10, 40).forEach(number -> bedrock.put(running(number)));
        TargetPoll poll = discovering();
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

        LookResult result = configured(1).look(hinted(1, 100));
        assertThat(bedrock.takeCalls()).containsExactly("Get job000000001");
        assertThat(result.outcomes()).containsEntry(arn(1), LookOutcome.RECORDED);
        assertThat(result.outcomes()).containsEntry(arn(2), LookOutcome.IGNORED);
    }

    @Test
    void aWalkThatFailsLeavesWhatItDidNotShow() {
        bedrock.answerList(new Failed<>("Timeout", "too slow"));

        assertThat(discovering().look(hinted(1, 3)).outcomes().values()).containsOnly(LookOutcome.FAILED);
        assertThat(results).extracting(CycleResult::outcome).containsExactly(CycleResult.Outcome.ERROR);
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

        assertThat(look(poll, 1)).isEqualTo(LookOutcome.FAILED);
        bedrock.answerGet(new Denied<>("AccessDeniedException", "no"));
        assertThat(look(poll, 1)).isEqualTo(LookOutcome.FAILED);
        assertThat(store.load(TARGET).jobs()).isEmpty();
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
            assertThat(look(poll, 1)).isEqualTo(LookOutcome.FAILED);
            bedrock.answerGet(new FetchResult.NotFound<>("gone"));
            assertThat(look(poll, 1)).isEqualTo(LookOutcome.RECORDED);
            assertThat(store.load(TARGET).lookups().values()).allMatch(Lookup::success);
            clock.advance(Duration.ofHours(25));
            store.prune(new Retention(clock.instant(), clock.instant(), NOON.minusSeconds(60)), 100);
        }
        assertThat(store.load(TARGET).tombstones()).containsOnlyKeys(arn(1));
    }

    @Test
    void aJobThatRunsIsSaidToBeMissingUntilItIsSeen() {
        TargetPoll poll = discoveringRunning(1, 2);
        bedrock.answerGet(new Failed<>("Timeout", "too slow"));
        look(poll, 1);
        assertThat(store.load(TARGET).lookups().values())
                .extracting(Lookup::success)
                .containsExactly(false);
        run(poll);
        assertThat(store.load(TARGET).lookups().values())
                .extracting(Lookup::success)
                .containsExactly(true);
    }

    @Test
    void aTargetThatDeniesIsNotAskedDuringItsPause() {
        bedrock.answerList(new Denied<>("AccessDeniedException", "no"));
        TargetPoll poll = discovering();
        poll.run();
        bedrock.takeCalls();

        assertThat(look(poll, 1)).isEqualTo(LookOutcome.FAILED);
        assertThat(bedrock.takeCalls()).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(look(poll, 1)).isEqualTo(LookOutcome.IGNORED);
    }

    @Test
    void settlesAJobWhoseCountsAreDue() {
        bedrock.put(failed(1));
        TargetPoll poll = discovering();
        run(poll);
        clock.advance(Duration.ofMinutes(3));
        look(poll, 1);

        assertThat(events()).hasSize(2).last().isInstanceOf(JournalEvent.Settled.class);
    }

    private LookOutcome look(TargetPoll poll, int number) {
        return Objects.requireNonNull(
                poll.look(hinted(number, number + 1)).outcomes().get(arn(number)));
    }

    private static HintedJobs hinted(int from, int to) {
        return HintedJobs.of(
                IntStream.range(from, to).mapToObj(number -> arn(number)).toList());
    }

    private static HintedJobs told(Map<Integer, ? extends JobStatus> statuses) {
        return new HintedJobs(statuses.entrySet().stream()
                .collect(Collectors.toMap(entry -> arn(entry.getKey()), entry -> Set.of(entry.getValue()))));
    }

    private TargetPoll discoveringRunning(int from, int to) {
        IntStream.range(from, to).forEach(number -> bedrock.put(running(number)));
        TargetPoll poll = discovering();
        run(poll);
        return poll;
    }

    private static JobSnapshot running(int number) {
        return job(number, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10));
    }

    private static JobSnapshot completed(int number) {
        return job(number, Known.COMPLETED, NOON.minusSeconds(60), NOON.plusSeconds(1));
    }

    private static JobSnapshot failed(int number) {
        return job(number, Known.FAILED, NOON.minusSeconds(60), NOON.plusSeconds(1)).toBuilder()
                .message("no permission")
                .build();
    }

    private TargetPoll configured(int... numbers) {
        Set<JobArn> arns = IntStream.of(numbers).mapToObj(number -> arn(number)).collect(Collectors.toSet());
        return poll(new Watches(arns, List.of(), Duration.ofHours(24)));
    }

    private TargetPoll discovering() {
        return poll(new Watches(Set.of(), List.of(NIGHTLY), Duration.ofHours(24)));
    }

    private TargetPoll poll(Watches watches) {
        return poll(watches, store);
    }

    private TargetPoll poll(Watches watches, JobStore in) {
        return new TargetPoll(
                TARGET, watches, bedrock, in, clock, new CycleLimits(Duration.ofSeconds(30)), results::add);
    }

    private void run(TargetPoll poll) {
        poll.run();
        bedrock.takeCalls();
    }

    private List<JournalEvent> events() {
        return store.read(0, 2_000).stream().map(JournalEntry::event).toList();
    }

    private List<String> reasons() {
        return events().stream()
                .map(event -> String.valueOf(event.job().message()))
                .toList();
    }

    private List<String> transitions() {
        return events().stream()
                .filter(Transitioned.class::isInstance)
                .map(event -> ((Transitioned) event).transition())
                .map(moved -> moved.from() + ">" + moved.to())
                .toList();
    }
}
