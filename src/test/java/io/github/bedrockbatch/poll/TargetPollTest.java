package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.FetchResult.Denied;
import io.github.bedrockbatch.poll.FetchResult.Failed;
import io.github.bedrockbatch.poll.FetchResult.Found;
import io.github.bedrockbatch.poll.JournalEvent.Settled;
import io.github.bedrockbatch.poll.JournalEvent.Transitioned;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cycle after cycle of one target, on a fake Bedrock and the memory store. */
class TargetPollTest {
    private static final Target TARGET = new Target("123456789012", "us-east-1");
    private static final DiscoverySelector EVERYTHING =
            new DiscoverySelector("everything", Duration.ofDays(7), job -> true);

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeJobSource bedrock = new FakeJobSource(clock);
    private final JobStore store = new MemoryStore();
    private final List<CycleResult> results = new ArrayList<>();

    @BeforeEach
    void open() {
        store.open();
    }

    @Test
    void tellsEachStepOfAConfiguredJobOnceAndSettlesIt() {
        TargetPoll poll = configured(1);
        for (Known status : List.of(Known.SUBMITTED, Known.VALIDATING, Known.SCHEDULED, Known.IN_PROGRESS)) {
            show(status);
            run(poll);
            run(poll);
        }
        bedrock.put(now(Known.COMPLETED).toBuilder()
                .counts(new RecordCounts(100L, 90L, 90L, 0L))
                .build());
        run(poll);
        bedrock.put(Objects.requireNonNull(stored(1)).snapshot().toBuilder()
                .counts(new RecordCounts(100L, 100L, 98L, 2L))
                .build());
        clock.advance(Duration.ofMinutes(2));
        run(poll);
        bedrock.takeCalls();
        run(poll);

        assertThat(transitions())
                .containsExactly(
                        "Submitted>Validating EXPECTED",
                        "Validating>Scheduled EXPECTED",
                        "Scheduled>InProgress EXPECTED",
                        "InProgress>Completed EXPECTED");
        assertThat(settled()).extracting(job -> job.counts().success()).containsExactly(98L);
        assertThat(bedrock.takeCalls()).as("a settled job is not polled again").isEmpty();
    }

    @Test
    void countsAJobThatFailedBetweenTwoPollsWithItsReason() {
        TargetPoll poll = discovering();
        run(poll);
        clock.advance(Duration.ofSeconds(90));
        bedrock.put(job(
                        1,
                        Known.FAILED,
                        clock.instant().minusSeconds(80),
                        clock.instant().minusSeconds(20))
                .toBuilder()
                .message("no permission")
                .build());
        run(poll);

        assertThat(transitions()).containsExactly("Submitted>Failed SKIPPED");
        assertThat(events().getFirst().job().message()).isEqualTo("no permission");
    }

    @Test
    void takesOldFailuresForABaseline() {
        for (int number = 1; number <= 40; number++) {
            bedrock.put(job(number, Known.FAILED, NOON.minus(Duration.ofDays(2)), NOON.minus(Duration.ofHours(30))));
        }
        TargetPoll poll = discovering();
        run(poll);
        run(poll);

        assertThat(events()).isEmpty();
        assertThat(store.load(TARGET).jobs()).hasSize(40);
    }

    @Test
    void countsWhatCameAndFailedWhileTheExporterWasDown() {
        run(discovering());
        clock.advance(Duration.ofHours(5));
        bedrock.put(job(1, Known.FAILED, NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofHours(2))));
        run(discovering());

        assertThat(transitions()).containsExactly("Submitted>Failed SKIPPED");
    }

    @Test
    void asksOncePerThousandJobs() {
        bedrock.pageSize(10);
        IntStream.range(0, 25)
                .forEach(number -> bedrock.put(job(number, Known.IN_PROGRESS, NOON.minusSeconds(600), NOON)));
        TargetPoll poll = discovering();
        run(poll);

        assertThat(bedrock.takeCalls()).containsExactly("List", "List", "List");
        run(poll);
        assertThat(results.getLast().plannedRequests()).isEqualTo(3);
    }

    @Test
    void keepsAWatchedJobUntilItEndsHoweverOldItIs() {
        TargetPoll poll = discovering();
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minus(Duration.ofDays(6)), NOON.minus(Duration.ofDays(3))));
        run(poll);
        clock.advance(Duration.ofDays(3));
        bedrock.put(job(1, Known.COMPLETED, NOON.minus(Duration.ofDays(6)), clock.instant()));
        run(poll);

        assertThat(transitions()).containsExactly("InProgress>Completed EXPECTED");
    }

    @Test
    void getsConfiguredJobsWhereListIsDenied() {
        bedrock.denyList(true);
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        bedrock.put(job(2, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        TargetPoll poll = configured(1, 2);
        run(poll);
        run(poll);

        assertThat(transitions()).containsExactly("Submitted>InProgress SKIPPED", "Submitted>Scheduled SKIPPED");
        assertThat(bedrock.takeCalls()).as("List is not asked again at once").containsOnlyOnce("List");
        assertThat(results).extracting(CycleResult::outcome).containsOnly(Outcome.SUCCESS);
    }

    @Test
    void asksADeniedTargetEverMoreRarely() {
        bedrock.answerList(new Denied<>("AccessDeniedException", "no"));
        TargetPoll poll = discovering();
        for (int cycle = 0; cycle < 60; cycle++) {
            run(poll);
        }
        assertThat(results).extracting(CycleResult::outcome).containsOnly(Outcome.ERROR);
        assertThat(results).hasSizeLessThan(12);
    }

    @Test
    void changesNoJobInAFailedCycle() {
        TargetPoll poll = configured(1);
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10)));
        run(poll);
        bedrock.answerGet(new Failed<>("Timeout", "too slow"));
        run(poll);

        assertThat(stored(1)).isNotNull();
        assertThat(transitions()).hasSize(1);
        assertThat(store.load(TARGET).lookups().get(arn(1)))
                .extracting(Lookup::success)
                .isEqualTo(false);
        assertThat(results.getLast().reason()).contains("Timeout: too slow");
    }

    @Test
    void asksForAnAbsentJobEverMoreRarelyAndFindsOneThatAppearsLate() {
        TargetPoll poll = configured(1);
        for (int cycle = 0; cycle < 400; cycle++) {
            run(poll);
        }
        assertThat(bedrock.takeCalls()).as("of 400 cycles of 30 s").hasSizeLessThan(100);
        bedrock.put(job(1, Known.VALIDATING, clock.instant(), clock.instant()));
        for (int cycle = 0; cycle < 21; cycle++) {
            run(poll);
        }
        assertThat(transitions()).containsExactly("Submitted>Validating EXPECTED");
    }

    @Test
    void endsAWalkWhoseTokenRepeatsWithAnError() {
        bedrock.answerList(new Found<>(
                new JobPage(List.of(job(1, Known.VALIDATING, NOON.minusSeconds(5), NOON)), 0, "same"), NOON));
        run(discovering());

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
        run(poll(new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24)), endless));

        assertThat(results.getLast().reason()).contains("three empty pages");
    }

    @Test
    void dropsAnswersThatLag() {
        TargetPoll poll = discovering();
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(1)));
        run(poll);
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(30)));
        run(poll);

        assertThat(transitions()).hasSize(1);
        assertThat(results.getLast().stale()).isEqualTo(1);
    }

    @Test
    void lookAgainAtARowThatMovedOn() {
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(30)));
        run(discovering());
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(20)));
        JobSource racing = racing();
        run(poll(new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24)), racing));

        assertThat(transitions()).containsExactly("Submitted>Scheduled SKIPPED", "Scheduled>InProgress EXPECTED");
    }

    @Test
    void givesUpAJobWhoseUnknownStatusOutlivesItsExpiration() {
        TargetPoll poll = configured(1);
        bedrock.put(job(1, JobStatus.of("Paused"), NOON.minusSeconds(60), NOON.minusSeconds(10)));
        run(poll);
        clock.advance(Duration.ofDays(8));
        bedrock.takeCalls();
        run(poll);
        assertThat(bedrock.takeCalls())
                .as("168 hours and a day after its submission")
                .isEmpty();

        Instant now = clock.instant();
        store.prune(new Retention(now.plusSeconds(60), NOON, NOON.minusSeconds(3600)), 10);
        assertThat(store.load(TARGET).jobs()).isEmpty();
        assertThat(store.load(TARGET).tombstones()).containsKey(arn(1));
    }

    @Test
    void tellsAListenerThatFailsOfEachCycleOnce() {
        Watches watches = new Watches(Set.of(arn(1)), List.of(), Duration.ofHours(24));
        TargetPoll poll = new TargetPoll(
                TARGET, watches, bedrock, store, clock, new CycleLimits(Duration.ofSeconds(30)), result -> {
                    results.add(result);
                    throw new StoreException("what was recorded could not be read");
                });
        bedrock.put(job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(10)));

        assertThatThrownBy(poll::run).isInstanceOf(StoreException.class).hasMessageContaining("could not be read");
        assertThat(results).extracting(CycleResult::outcome).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void keepsWordsThatAwsAdded() {
        TargetPoll poll = configured(1);
        bedrock.put(job(1, JobStatus.of("Paused"), NOON.minusSeconds(60), NOON.minusSeconds(10)));
        run(poll);
        bedrock.put(job(1, Known.COMPLETED, NOON.minusSeconds(60), NOON.plusSeconds(10)));
        run(poll);

        assertThat(transitions()).containsExactly("Submitted>Paused UNEXPECTED", "Paused>Completed SKIPPED");
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
                    discovering().run();
                }
                return answer;
            }

            @Override
            public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
                return bedrock.get(arn, timeout);
            }
        };
    }

    private void show(Known status) {
        bedrock.put(now(status));
    }

    private JobSnapshot now(Known status) {
        return job(1, status, NOON, clock.instant());
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
        TargetPoll poll = poll(new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24)), source);
        run(poll);
        run(poll);

        assertThat(asked).hasSize(2);
        assertThat(asked.getLast()).isBetween(NOON.minus(Duration.ofDays(7)), NOON.minus(Duration.ofMinutes(15)));
    }

    private TargetPoll configured(int... numbers) {
        Set<JobArn> arns =
                Set.copyOf(IntStream.of(numbers).mapToObj(number -> arn(number)).toList());
        return poll(new Watches(arns, List.of(), Duration.ofHours(24)), bedrock);
    }

    private TargetPoll discovering() {
        return poll(new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24)), bedrock);
    }

    private TargetPoll poll(Watches watches, JobSource source) {
        return new TargetPoll(
                TARGET, watches, source, store, clock, new CycleLimits(Duration.ofSeconds(30)), results::add);
    }

    private void run(TargetPoll poll) {
        poll.run();
        clock.advance(Duration.ofSeconds(30));
    }

    private @Nullable Job stored(int number) {
        Map<JobArn, TrackedJob> jobs = store.load(TARGET).jobs();
        TrackedJob row = jobs.get(arn(number));
        return row == null ? null : row.job();
    }

    private List<JournalEvent> events() {
        return store.read(0, 1000).stream().map(JournalEntry::event).toList();
    }

    private List<String> transitions() {
        return events().stream()
                .filter(Transitioned.class::isInstance)
                .map(event -> ((Transitioned) event).transition())
                .map(moved -> moved.from() + ">" + moved.to() + " " + kind(moved.kind()))
                .toList();
    }

    private static String kind(TransitionKind kind) {
        return kind.name();
    }

    private List<JobSnapshot> settled() {
        return events().stream()
                .filter(Settled.class::isInstance)
                .map(JournalEvent::job)
                .toList();
    }
}
