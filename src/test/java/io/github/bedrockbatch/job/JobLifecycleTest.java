package io.github.bedrockbatch.job;

import static io.github.bedrockbatch.job.Looks.NEVER;
import static io.github.bedrockbatch.job.Looks.SUBMIT;
import static io.github.bedrockbatch.job.Looks.at;
import static io.github.bedrockbatch.job.Looks.job;
import static io.github.bedrockbatch.job.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobLifecycleTest {
    private static final Unknown PAUSED = new Unknown("Paused");
    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59Z");

    @ParameterizedTest
    @CsvSource({
        "Submitted,          U E S S E S S S S S",
        "Validating,         U U E S E S S E S S",
        "Scheduled,          U U U E E S S S S E",
        "InProgress,         U U U U E E E E S U",
        "Stopping,           U U U U U E U E E U",
        "Completed,          U U U U U U U U U U",
        "PartiallyCompleted, U U U U U U U U U U",
        "Failed,             U U U U U U U U U U",
        "Stopped,            U U U U U U U U U U",
        "Expired,            U U U U U U U U U U",
        "Paused,             S S S S S S S S S S"
    })
    void kindOfEveryPair(String from, String kinds) {
        String found = Arrays.stream(Known.values())
                .map(to -> JobLifecycle.kind(JobStatus.of(from), to).name().substring(0, 1))
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(kinds);
        assertThat(JobLifecycle.kind(JobStatus.of(from), new Unknown("Other"))).isEqualTo(TransitionKind.UNEXPECTED);
    }

    @Test
    void reachesWhatAPathOfEdgesLeadsTo() {
        for (Known from : Known.values()) {
            assertThat(Arrays.stream(Known.values())
                            .filter(to -> JobLifecycle.kind(from, to) != TransitionKind.UNEXPECTED))
                    .containsExactlyElementsOf(JobLifecycle.reachableFrom(from));
        }
        assertThat(Arrays.stream(Known.values())
                        .mapToInt(from -> JobLifecycle.reachableFrom(from).size())
                        .sum())
                .isEqualTo(32);
        assertThatThrownBy(() -> JobLifecycle.reachableFrom(Known.SUBMITTED).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void keepsWhenAJobCameIntoInProgressThoughItChanges() {
        Job started =
                ((Observation.Changed) observe(job(Known.SCHEDULED, at(30)), look(Known.IN_PROGRESS, at(60)))).job();
        assertThat(started.startedAt()).isEqualTo(at(60));

        Job later = ((Observation.Refreshed) observe(started, look(Known.IN_PROGRESS, at(70)))).job();
        assertThat(later.startedAt()).isEqualTo(at(60));
        assertThat(later.givenUp(at(75)).startedAt()).isEqualTo(at(60));
        Job ended = ((Observation.Changed) observe(later, look(Known.FAILED, at(90)))).job();
        assertThat(ended.startedAt()).isEqualTo(at(60));
    }

    @Test
    void aFirstLookAtARunningJobTellsItsStartUnlessItIsABaseline() {
        JobSnapshot running = look(Known.IN_PROGRESS, at(60));
        assertThat(((Observation.Changed) JobLifecycle.observe(null, running, at(65), at(0)))
                        .job()
                        .startedAt())
                .isEqualTo(at(60));
        assertThat(((Observation.Baseline) JobLifecycle.observe(null, running, at(65), at(61)))
                        .job()
                        .startedAt())
                .isNull();
        assertThat(((Observation.Changed) observe(job(Known.SCHEDULED, at(30)), look(Known.EXPIRED, at(60))))
                        .job()
                        .startedAt())
                .isNull();
    }

    @Test
    void firstSeenAsSubmittedIsARowOnly() {
        assertThat(observe(null, look(Known.SUBMITTED, null)))
                .asInstanceOf(type(Observation.Baseline.class))
                .satisfies(seen -> assertThat(seen.job().baseline()).isFalse());
    }

    @Test
    void firstSeenElsewhereWentThereFromSubmitted() {
        Transition transition = transition(observe(null, look(Known.FAILED, at(60))));
        assertThat(transition.from()).isEqualTo(Known.SUBMITTED);
        assertThat(transition.kind()).isEqualTo(TransitionKind.SKIPPED);
        assertThat(transition.previousStatusAt()).isEqualTo(SUBMIT);
        assertThat(transition.changedAt()).isEqualTo(at(60));
    }

    @ParameterizedTest
    @CsvSource({"59, true", "60, false", "61, false"})
    void theHorizonDividesBaselinesFromTransitions(long modified, boolean baseline) {
        Observation seen = JobLifecycle.observe(null, look(Known.COMPLETED, at(modified)), at(1000), at(60));
        assertThat(seen instanceof Observation.Baseline).isEqualTo(baseline);
        Job job = (Job) Looks.after(null, seen);
        assertThat(job).isNotNull().satisfies(it -> {
            assertThat(it.baseline()).isEqualTo(baseline);
            assertThat(it.endedAt()).isEqualTo(at(modified));
        });
    }

    @Test
    void anUnknownWordIsUnexpectedAndLeavingItSkips() {
        Transition into = transition(observe(job(Known.IN_PROGRESS, at(60)), look(PAUSED, at(90))));
        assertThat(into.kind()).isEqualTo(TransitionKind.UNEXPECTED);
        Transition out = transition(observe(job(PAUSED, at(90)), look(Known.COMPLETED, at(120))));
        assertThat(out.kind()).isEqualTo(TransitionKind.SKIPPED);
        assertThat(out.from()).isEqualTo(PAUSED);
    }

    @Test
    void anUnknownWordWithoutATimeIsNotLost() {
        assertThat(transition(observe(job(Known.IN_PROGRESS, at(60)), look(PAUSED, null)))
                        .to())
                .isEqualTo(PAUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "InProgress, 100, Scheduled, 99",
        "InProgress, 100, Completed, 99",
        "InProgress, 100, InProgress, 99",
        "InProgress, 100, Scheduled, 100",
        "Completed, 100, InProgress, 100",
        "Completed, 100, Failed, 100"
    })
    void anOlderAnswerIsStale(String known, long knownAt, String seen, long seenAt) {
        Observation answer = observe(job(JobStatus.of(known), at(knownAt)), look(JobStatus.of(seen), at(seenAt)));
        assertThat(answer).isInstanceOf(Observation.Stale.class);
    }

    @Test
    void aLaterStatusOfTheSameTimeIsATransition() {
        Observation answer = observe(job(Known.SCHEDULED, at(100)), look(Known.IN_PROGRESS, at(100)));
        assertThat(transition(answer).inPreviousStatus()).isZero();
    }

    @Test
    void aStatusThatLeftAndCameBackMovesTheRowOnly() {
        Observation answer = observe(job(Known.SCHEDULED, at(100)), look(Known.SCHEDULED, at(200)));
        assertThat(answer).asInstanceOf(type(Observation.Refreshed.class)).satisfies(refreshed -> {
            assertThat(refreshed.job().changedAt()).isEqualTo(at(200));
            assertThat(refreshed.job().statusChangedAt()).isEqualTo(at(100));
        });
    }

    @Test
    void aServerClockAheadOfOursGivesNoDelay() {
        JobSnapshot current = look(Known.VALIDATING, at(2000));
        Transition transition =
                transition(JobLifecycle.observe(job(Known.SUBMITTED, SUBMIT), current, at(1000), NEVER));
        assertThat(transition.detectionDelay()).isZero();
        assertThat(transition.inPreviousStatus()).isEqualTo(Duration.ofSeconds(2000));
    }

    @Test
    void withoutATimeAChangeHappenedWhenItWasSeen() {
        Transition transition = transition(observe(job(Known.SCHEDULED, at(100)), look(Known.IN_PROGRESS, null)));
        assertThat(transition.changedAt()).isEqualTo(at(1000));
    }

    @Test
    void withoutATimeAnUnknownWordDoesNotFollowAnEnd() {
        assertThat(observe(job(Known.COMPLETED, at(100)), look(PAUSED, null))).isInstanceOf(Observation.Stale.class);
    }

    @Test
    void withoutATimeAStatusNeverGoesBack() {
        assertThat(observe(job(Known.IN_PROGRESS, at(100)), look(Known.SCHEDULED, null)))
                .isInstanceOf(Observation.Stale.class);
    }

    @ParameterizedTest
    @EnumSource(Known.class)
    void aPrunedJobSeenAgainIsNothingNewUnlessItRunsAsOneThatWasGivenUp(Known status) {
        Job pruned = job(status, at(100));
        assertThat(observe(Tombstone.of(pruned), pruned.snapshot()))
                .isInstanceOf(status.isTerminal() ? Observation.Unchanged.class : Observation.Baseline.class);
    }

    @Test
    void aPrunedJobInAnUnknownStatusIsNothingNew() {
        Job pruned = job(JobStatus.of("Paused"), at(100));
        assertThat(observe(Tombstone.of(pruned), pruned.snapshot())).isInstanceOf(Observation.Unchanged.class);
    }

    /** As an earlier version recorded it. */
    @Test
    void aChangeInTheFarFutureMakesNothingStale() {
        Job frozen = job(Known.IN_PROGRESS, FAR);

        assertThat(observe(frozen, look(Known.IN_PROGRESS, at(200))))
                .isInstanceOfSatisfying(
                        Observation.Refreshed.class,
                        refreshed -> assertThat(refreshed.job().changedAt()).isEqualTo(at(200)));
        assertThat(transition(observe(frozen, look(Known.COMPLETED, at(200)))).changedAt())
                .isEqualTo(at(200));
        assertThat(observe(frozen, look(Known.SCHEDULED, at(200)))).isInstanceOf(Observation.Stale.class);
        assertThat(observe(job(Known.COMPLETED, FAR), look(Known.IN_PROGRESS, at(200))))
                .isInstanceOf(Observation.Stale.class);
    }

    @Test
    void aChangeALittleAheadIsBelieved() {
        Instant ahead = at(1000).plus(Duration.ofDays(1));

        assertThat(observe(job(Known.IN_PROGRESS, ahead), look(Known.COMPLETED, at(200))))
                .isInstanceOf(Observation.Stale.class);
    }

    @Test
    void retentionCountsFromTheSightingOfAnEndInTheFarFuture() {
        assertThat(new Job(look(Known.FAILED, FAR), FAR, at(200), false, FAR).retainedFrom())
                .isEqualTo(at(200));
        assertThat(new Job(look(Known.FAILED, at(300)), at(300), at(200), false, at(300)).retainedFrom())
                .isEqualTo(at(300));
    }

    @Test
    void aJobInAnUnknownStatusIsAbandonedInTimeWhateverItsTimes() {
        Duration grace = Duration.ofDays(8);
        JobSnapshot never = look(PAUSED, FAR).toBuilder().jobExpirationTime(FAR).build();
        assertThat(new Job(never, FAR, at(200), false, null).retainedFrom()).isEqualTo(SUBMIT.plus(grace));

        JobSnapshot unborn = never.toBuilder().submitTime(FAR).build();
        assertThat(new Job(unborn, FAR, at(200), false, null).retainedFrom()).isEqualTo(at(200).plus(grace));
    }

    private static Observation observe(@Nullable KnownJob known, JobSnapshot current) {
        return JobLifecycle.observe(known, current, at(1000), NEVER);
    }

    private static Transition transition(Observation observation) {
        assertThat(observation).isInstanceOf(Observation.Changed.class);
        return ((Observation.Changed) observation).transition();
    }
}
