package io.github.bedrockbatch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTotalsTest {
    private static final Instant SUBMIT = Instant.parse("2026-11-01T10:00:00Z");
    private static final JobArn ARN =
            JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");

    @Test
    void anEndCountsAsTransitionDurationAndDelay() {
        assertThat(tally(Known.IN_PROGRESS, Known.FAILED))
                .isEqualTo(Map.of(
                        key(Total.TRANSITIONS, "InProgress", "Failed"), 1L,
                        key(Total.DETECTION_BUCKET, "", "4"), 1L,
                        key(Total.DETECTION_MILLIS, "", ""), 12_500L,
                        nova(Total.DURATION_BUCKET, "Failed", "2"), 1L,
                        nova(Total.DURATION_MILLIS, "Failed", ""), 600_000L));
    }

    @Test
    void aBeginningCountsAsQueueing() {
        assertThat(tally(Known.SCHEDULED, Known.IN_PROGRESS))
                .containsEntry(nova(Total.QUEUE_BUCKET, "", "2"), 1L)
                .containsEntry(nova(Total.QUEUE_MILLIS, "", ""), 600_000L)
                .hasSize(5);
    }

    @Test
    void anUnknownWordCountsUnderOneLabel() {
        assertThat(tally(JobStatus.of("Paused"), JobStatus.of("Resuming")))
                .containsEntry(key(Total.TRANSITIONS, "Unknown", "Unknown"), 1L)
                .hasSize(3);
    }

    @Test
    void onlySettledCountsFeedTheRecords() {
        assertThat(EventTotals.of(settled(new RecordCounts(10L, 9L, 7L, 2L))))
                .isEqualTo(Map.of(
                        nova(Total.RECORDS, "success", ""), 7L,
                        nova(Total.RECORDS, "error", ""), 2L));
    }

    @Test
    void absentAndAbsurdCountsAddNothing() {
        assertThat(EventTotals.of(settled(RecordCounts.NONE))).isEmpty();
        assertThat(EventTotals.of(settled(new RecordCounts(1L, 1L, -1L, 0L))))
                .isEqualTo(Map.of(nova(Total.RECORDS, "error", ""), 0L));
        assertThat(EventTotals.of(settled(new RecordCounts(1L, 1L, Long.MAX_VALUE, 5L << 30))))
                .isEqualTo(Map.of(nova(Total.RECORDS, "error", ""), 5L << 30));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 3",
        "9223372036854775806, 1, 9223372036854775807",
        "9223372036854775807, 1, 9223372036854775807",
        "9223372036854775807, 9223372036854775807, 9223372036854775807",
        "0, 9223372036854775807, 9223372036854775807",
    })
    void sumsNeverWrapAround(long one, long other, long sum) {
        assertThat(EventTotals.sum(one, other)).isEqualTo(sum);
    }

    @Test
    void aDurationBeyondAllMillisecondsIsTheLongestOne() {
        JobSnapshot job = JobSnapshot.builder(ARN, Known.FAILED, Instant.MIN)
                .modelId("nova")
                .build();
        Transition transition = new Transition(
                job, Known.IN_PROGRESS, Known.FAILED, TransitionKind.EXPECTED, SUBMIT, Instant.MAX, Instant.MAX);

        assertThat(EventTotals.of(new Transitioned(transition)))
                .containsEntry(nova(Total.DURATION_MILLIS, "Failed", ""), Long.MAX_VALUE);
    }

    @Test
    void aManifestCountsItsTokens() {
        JobSnapshot job = settled(RecordCounts.NONE).job();
        assertThat(EventTotals.of(new ManifestRead(job, new TokenCounts(120L, 45L, null, null), SUBMIT)))
                .isEqualTo(Map.of(nova(Total.TOKENS, "input", ""), 120L, nova(Total.TOKENS, "output", ""), 45L));
        assertThat(EventTotals.of(new ManifestRead(job, new TokenCounts(1L, null, 70L, 0L), SUBMIT)))
                .isEqualTo(Map.of(
                        nova(Total.TOKENS, "input", ""), 1L,
                        nova(Total.TOKENS, "cache_read", ""), 70L,
                        nova(Total.TOKENS, "cache_write", ""), 0L));
        assertThat(EventTotals.of(new ManifestRead(job, new TokenCounts(null, -1L, null, null), SUBMIT)))
                .isEmpty();
        assertThat(EventTotals.of(
                        new ManifestRead(job, new TokenCounts(Long.MAX_VALUE, 1_000_000_000_001L, null, null), SUBMIT)))
                .isEmpty();
    }

    @Test
    void theFirstRowOfAJobThatHasNotEndedCountsItsModelFromThenOn() {
        Map<Total.Key, Long> marker = Map.of(nova(Total.QUEUE_MILLIS, "", ""), 0L);
        assertThat(EventTotals.of(new JobWrite(row(Known.SUBMITTED, 0), List.of())))
                .isEqualTo(marker);
        assertThat(EventTotals.of(new JobWrite(row(new JobStatus.Unknown("Pondering"), 0), List.of())))
                .isEqualTo(marker);
        assertThat(EventTotals.of(new JobWrite(row(Known.SUBMITTED, 1), List.of())))
                .isEmpty();
        assertThat(EventTotals.of(new JobWrite(row(Known.FAILED, 0), List.of())))
                .isEmpty();
    }

    @Test
    void aWriteCountsWhatItsEventsCountTogether() {
        Settled one = settled(new RecordCounts(3L, 3L, 2L, 1L));

        assertThat(EventTotals.of(new JobWrite(row(Known.COMPLETED, 1), List.of(one, one))))
                .isEqualTo(Map.of(
                        nova(Total.RECORDS, "success", ""), 4L,
                        nova(Total.RECORDS, "error", ""), 2L));
    }

    private static TrackedJob row(JobStatus status, long version) {
        JobSnapshot job =
                JobSnapshot.builder(ARN, status, SUBMIT).modelId("nova").build();
        return new TrackedJob(
                new Job(job, SUBMIT, SUBMIT, true, status.isTerminal() ? SUBMIT : null),
                JobOrigin.DISCOVERED,
                null,
                null,
                version);
    }

    private static Map<Total.Key, Long> tally(JobStatus from, JobStatus to) {
        Instant changedAt = SUBMIT.plusSeconds(600);
        JobSnapshot job = JobSnapshot.builder(ARN, to, SUBMIT).modelId("nova").build();
        return EventTotals.of(new Transitioned(new Transition(
                job, from, to, JobLifecycle.kind(from, to), SUBMIT, changedAt, changedAt.plusMillis(12_500))));
    }

    private static Settled settled(RecordCounts counts) {
        JobSnapshot job = JobSnapshot.builder(ARN, Known.COMPLETED, SUBMIT)
                .modelId("nova")
                .counts(counts)
                .build();
        return new Settled(job, SUBMIT);
    }

    private static Total.Key key(Total total, String first, String second) {
        return new Total.Key(total, new Target("123456789012", "us-east-1"), "", first, second);
    }

    private static Total.Key nova(Total total, String first, String second) {
        return new Total.Key(total, new Target("123456789012", "us-east-1"), "nova", first, second);
    }
}
