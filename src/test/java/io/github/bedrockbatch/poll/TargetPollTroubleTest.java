package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cycles in which Bedrock denies, fails, lags or talks nonsense, or another is faster. */
class TargetPollTroubleTest extends TargetPollFixture {
    @Test
    void asksADeniedTargetAtOnceThatIsReachedInAnotherWay() {
        bedrock.answerList(new Denied<>("AccessDeniedException", "no"));
        TargetPoll poll = discovering(EVERYTHING);
        poll.run();
        poll.run();
        bedrock.takeCalls();
        poll.run();
        assertThat(bedrock.takeCalls()).as("in the pause").isEmpty();

        poll.askAnew();
        poll.look(Hinted.jobs(Set.of(arn(1))));
        assertThat(bedrock.takeCalls()).as("a look at one job").isNotEmpty();
        poll.run();
        assertThat(bedrock.takeCalls())
                .as("the poll, which the look does not replace")
                .isNotEmpty();
        poll.run();
        assertThat(bedrock.takeCalls()).as("once").isEmpty();
    }

    @Test
    void getsConfiguredJobsWhereListIsDenied() {
        bedrock.denyList(true);
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        bedrock.put(job(2, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        TargetPoll poll = configured(1, 2);
        cycle(poll);
        cycle(poll);

        assertThat(transitions()).containsExactly("Submitted>InProgress SKIPPED", "Submitted>Scheduled SKIPPED");
        assertThat(bedrock.takeCalls()).as("List is not asked again at once").containsOnlyOnce("List");
        assertThat(results).extracting(CycleResult::outcome).containsOnly(Outcome.SUCCESS);
    }

    @Test
    void asksADeniedTargetEverMoreRarely() {
        bedrock.answerList(new Denied<>("AccessDeniedException", "no"));
        TargetPoll poll = discovering(EVERYTHING);
        for (int cycle = 0; cycle < 60; cycle++) {
            cycle(poll);
        }
        assertThat(results).extracting(CycleResult::outcome).containsOnly(Outcome.ERROR);
        assertThat(results).hasSizeLessThan(12);
    }

    @Test
    void asksATargetWhoseGetsAreDeniedEverMoreRarelyAndSaysWhy() {
        bedrock.answerGet(new Denied<>("AccessDeniedException", "not allowed to Get"));
        TargetPoll poll = configured(1);
        for (int cycle = 0; cycle < 60; cycle++) {
            cycle(poll);
        }
        assertThat(results).hasSizeLessThan(12).extracting(CycleResult::outcome).containsOnly(Outcome.ERROR);
        assertThat(results.getLast().reason()).isEqualTo(arn(1) + ": AccessDeniedException: not allowed to Get");
        assertThat(store.load(TARGET).lookups().get(arn(1)))
                .extracting(LookupStatus::success)
                .isEqualTo(false);
    }

    @Test
    void saysThatListIsNotAskedAgainYetWhereSomethingIsToBeDiscovered() {
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        bedrock.denyList(true);
        TargetPoll poll = poll(both(), bedrock, store);
        cycle(poll);
        cycle(poll);

        assertThat(bedrock.takeCalls()).containsExactly("List", "Get job000000001", "Get job000000001");
        assertThat(results.getLast().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(results.getLast().reason())
                .isEqualTo("ListModelInvocationJobs: was denied and is retried within ten minutes");
    }

    @Test
    void asksByGetForTheNamedJobsAloneWhereAWalkWasNotComplete() {
        IntStream.of(1, 2)
                .forEach(number ->
                        bedrock.put(job(number, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10))));
        TargetPoll poll = poll(both(), bedrock, store);
        cycle(poll);
        bedrock.takeCalls();
        bedrock.answerList(new Failed<>("Timeout", "too slow"));
        cycle(poll);

        assertThat(bedrock.takeCalls()).containsExactly("List", "Get job000000001");
    }

    @Test
    void letsAnotherThreadHaveItsTurnAfterwards() throws InterruptedException {
        TargetPoll poll = discovering(EVERYTHING);
        poll.run();
        poll.look(new HintedJobs(Map.of(arn(1), Set.of())));
        Thread other = Thread.ofVirtual().start(poll::run);

        assertThat(other.join(Duration.ofSeconds(30))).isTrue();
        assertThat(results).hasSize(2);
    }

    @Test
    void tellsThatACycleCouldNotBeRecorded() {
        TargetPoll poll = discovering(EVERYTHING, bedrock, new FakeStore());

        assertThatThrownBy(poll::run).isInstanceOf(StoreException.class);
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(result.reason()).isEqualTo("store: of it only the view is real");
        });
    }

    private static Watches both() {
        return new Watches(Set.of(arn(1)), List.of(EVERYTHING), Duration.ofHours(24), false);
    }

    @Test
    void changesNoJobInAFailedCycle() {
        TargetPoll poll = configured(1);
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        cycle(poll);
        bedrock.answerGet(new Failed<>("Timeout", "too slow"));
        cycle(poll);

        assertThat(stored(1)).isNotNull();
        assertThat(transitions()).hasSize(1);
        assertThat(store.load(TARGET).lookups().get(arn(1)))
                .extracting(LookupStatus::success)
                .isEqualTo(false);
        assertThat(results.getLast().reason()).contains("Timeout: too slow");
    }

    @Test
    void asksForAnAbsentJobEverMoreRarelyAndFindsOneThatAppearsLate() {
        TargetPoll poll = configured(1);
        for (int cycle = 0; cycle < 400; cycle++) {
            cycle(poll);
        }
        assertThat(bedrock.takeCalls()).as("of 400 cycles of 30 s").hasSizeLessThan(100);
        bedrock.put(job(1, Known.VALIDATING, clock.instant(), clock.instant()));
        for (int cycle = 0; cycle < 21; cycle++) {
            cycle(poll);
        }
        assertThat(transitions()).containsExactly("Submitted>Validating EXPECTED");
    }

    @Test
    void endsAWalkWhoseTokenRepeatsWithAnError() {
        bedrock.answerList(new Found<>(
                new JobPage(List.of(job(1, Known.VALIDATING, NOON.minusSeconds(5), NOON)), 0, "same"), NOON));
        cycle(discovering(EVERYTHING));

        assertThat(results.getLast().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(results.getLast().reason()).contains("repeated a nextToken");
        assertThat(store.load(TARGET).walks()).isEmpty();
    }

    @Test
    void endsAWalkOfEmptyPagesWithAnError() {
        JobSource endless = new JobSource() {
            private int token;

            @Override
            public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
                return new Found<>(new JobPage(List.of(), 0, "token-" + token++), NOON);
            }

            @Override
            public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
                return new FetchResult.NotFound<>("absent");
            }
        };
        cycle(discovering(EVERYTHING, endless, store));

        assertThat(results.getLast().reason()).contains("three empty pages");
    }

    @Test
    void dropsAnswersThatLag() {
        TargetPoll poll = discovering(EVERYTHING);
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(1)));
        cycle(poll);
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(30)));
        cycle(poll);

        assertThat(transitions()).hasSize(1);
        assertThat(results.getLast().stale()).isEqualTo(1);
    }

    @Test
    void lookAgainAtARowThatMovedOn() {
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(30)));
        cycle(discovering(EVERYTHING));
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(20)));
        JobSource racing = racing();
        cycle(discovering(EVERYTHING, racing, store));

        assertThat(transitions()).containsExactly("Submitted>Scheduled SKIPPED", "Scheduled>InProgress EXPECTED");
    }

    @Test
    void aListenerThatFailsIsToldOfEachCycleOnceAfterAllIsRecorded() {
        CycleListener listener = result -> {
            results.add(result);
            throw new StoreException("what was recorded could not be read");
        };
        TargetPoll poll = discovering(new CycleLimits(Duration.ofSeconds(30), clock), listener);
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        bedrock.put(job(2, Known.FAILED, NOON.minusSeconds(60), NOON.minusSeconds(10)));

        assertThatThrownBy(poll::run).isInstanceOf(StoreException.class).hasMessageContaining("could not be read");
        assertThat(moves()).containsExactly("Submitted>Scheduled", "Submitted>Failed");
        assertThat(results).extracting(CycleResult::outcome).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void aPageOfWhichNothingCanBeReadIsNoSuccess() {
        bedrock.answerList(new Found<>(new JobPage(List.of(), 5, null), NOON));
        discovering(EVERYTHING).run();
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(result.reason()).contains("none of the 5 jobs", "clock");
        });
    }

    @Test
    void deniedFinalCountsPauseNoPollOfATargetThatListShows() {
        TargetPoll poll = discovering(EVERYTHING);
        bedrock.put(job(1, Known.COMPLETED, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        cycle(poll);
        clock.advance(Duration.ofHours(1));
        bedrock.remove(arn(1));
        bedrock.answerGet(new Denied<>("AccessDeniedException", "not allowed to Get"));
        poll.run();
        bedrock.takeCalls();
        poll.run();
        assertThat(bedrock.takeCalls()).startsWith("List");
    }

    /** A source during whose answer another cycle records the same job. */
    private JobSource racing() {
        return new JobSource() {
            private boolean raced;

            @Override
            public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
                FetchResult<JobPage> answer = bedrock.list(submitTimeAfter, nextToken, timeout);
                if (!raced) {
                    raced = true;
                    discovering(EVERYTHING).run();
                }
                return answer;
            }

            @Override
            public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
                return bedrock.get(arn, timeout);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"})
    void anAbsurdClockOfTheServiceLeavesDiscoveryAsItIs(String serverTime) {
        List<Instant> asked = new ArrayList<>();
        JobSource source = new JobSource() {
            @Override
            public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
                asked.add(submitTimeAfter);
                return new Found<>(new JobPage(List.of(), 0, null), Instant.parse(serverTime));
            }

            @Override
            public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
                throw new AssertionError(arn);
            }
        };
        TargetPoll poll = discovering(EVERYTHING, source, store);
        cycle(poll);
        cycle(poll);

        assertThat(asked).hasSize(2);
        assertThat(asked.getLast()).isBetween(NOON.minus(Duration.ofDays(7)), NOON.minus(Duration.ofMinutes(15)));
    }
}
