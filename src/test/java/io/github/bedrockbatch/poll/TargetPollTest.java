package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cycle after cycle of one target. */
class TargetPollTest extends TargetPollFixture {
    @Test
    void tellsEachStepOfAConfiguredJobOnceAndSettlesIt() {
        TargetPoll poll = configured(1);
        for (Known status : List.of(Known.SUBMITTED, Known.VALIDATING, Known.SCHEDULED, Known.IN_PROGRESS)) {
            show(status);
            cycle(poll);
            cycle(poll);
        }
        bedrock.put(now(Known.COMPLETED).toBuilder()
                .counts(new RecordCounts(100L, 90L, 90L, 0L))
                .build());
        cycle(poll);
        bedrock.put(Objects.requireNonNull(stored(1)).snapshot().toBuilder()
                .counts(new RecordCounts(100L, 100L, 98L, 2L))
                .build());
        clock.advance(Duration.ofMinutes(2));
        cycle(poll);
        bedrock.takeCalls();
        cycle(poll);

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
        TargetPoll poll = discovering(EVERYTHING);
        cycle(poll);
        clock.advance(Duration.ofSeconds(90));
        bedrock.put(job(
                        1,
                        Known.FAILED,
                        clock.instant().minusSeconds(80),
                        clock.instant().minusSeconds(20))
                .toBuilder()
                .message("no permission")
                .build());
        cycle(poll);

        assertThat(transitions()).containsExactly("Submitted>Failed SKIPPED");
        assertThat(events().getFirst().job().message()).isEqualTo("no permission");
    }

    @Test
    void takesOldFailuresForABaseline() {
        for (int number = 1; number <= 40; number++) {
            bedrock.put(job(number, Known.FAILED, NOON.minus(Duration.ofDays(2)), NOON.minus(Duration.ofHours(30))));
        }
        TargetPoll poll = discovering(EVERYTHING);
        cycle(poll);
        cycle(poll);

        assertThat(events()).isEmpty();
        assertThat(Stored.jobs(store, TARGET)).hasSize(40);
    }

    @Test
    void countsWhatCameAndFailedWhileTheExporterWasDown() {
        cycle(discovering(EVERYTHING));
        clock.advance(Duration.ofHours(5));
        bedrock.put(job(1, Known.FAILED, NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofHours(2))));
        cycle(discovering(EVERYTHING));

        assertThat(transitions()).containsExactly("Submitted>Failed SKIPPED");
    }

    @Test
    void asksOncePerThousandJobs() {
        bedrock.pageSize(10);
        IntStream.range(0, 25)
                .forEach(number -> bedrock.put(job(number, Known.IN_PROGRESS, NOON.minusSeconds(600), NOON)));
        TargetPoll poll = discovering(EVERYTHING);
        cycle(poll);

        assertThat(bedrock.takeCalls()).containsExactly("List", "List", "List");
        cycle(poll);
        assertThat(results.getLast().plannedRequests()).isEqualTo(3);
    }

    @Test
    void keepsAWatchedJobUntilItEndsHoweverOldItIs() {
        TargetPoll poll = discovering(EVERYTHING);
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minus(Duration.ofDays(6)), NOON.minus(Duration.ofDays(3))));
        cycle(poll);
        clock.advance(Duration.ofDays(3));
        bedrock.put(job(1, Known.COMPLETED, NOON.minus(Duration.ofDays(6)), clock.instant()));
        cycle(poll);

        assertThat(transitions()).containsExactly("InProgress>Completed EXPECTED");
    }

    @Test
    void givesUpAJobWhoseUnknownStatusOutlivesItsExpiration() {
        TargetPoll poll = configured(1);
        bedrock.put(job(1, JobStatus.of("Paused"), NOON.minusSeconds(60), NOON.minusSeconds(10)));
        cycle(poll);
        clock.advance(Duration.ofDays(8));
        bedrock.takeCalls();
        cycle(poll);
        assertThat(bedrock.takeCalls())
                .as("168 hours and a day after its submission")
                .isEmpty();

        Instant now = clock.instant();
        store.prune(new Retention(now.plusSeconds(60), NOON, NOON.minusSeconds(3600), Set.of()), 10);
        assertThat(Stored.jobs(store, TARGET)).isEmpty();
        assertThat(Stored.tombstones(store, TARGET, arn(1))).containsKey(arn(1));
    }

    @Test
    void keepsWordsThatAwsAdded() {
        TargetPoll poll = configured(1);
        bedrock.put(job(1, JobStatus.of("Paused"), NOON.minusSeconds(60), NOON.minusSeconds(10)));
        cycle(poll);
        bedrock.put(job(1, Known.COMPLETED, NOON.minusSeconds(60), NOON.plusSeconds(10)));
        cycle(poll);

        assertThat(transitions()).containsExactly("Submitted>Paused UNEXPECTED", "Paused>Completed SKIPPED");
    }

    private void show(Known status) {
        bedrock.put(now(status));
    }

    private JobSnapshot now(Known status) {
        return job(1, status, NOON, clock.instant());
    }
}
