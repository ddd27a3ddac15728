package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.job.VpcConfig;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class JsonTest {
    private static final String HOSTILE =
            "\"quoted\" \\ {} \n\r\t\u0000\u0007 \u202eright to left\u202c \ud83d\ude00 half \ud800 <b>'; DROP TABLE job; --"
                    + "x".repeat(2_000);

    static Stream<JobSnapshot> snapshots() {
        JobSnapshot least = JobSnapshot.builder(arn(1), Known.SUBMITTED, T0).build();
        JobArn odd = JobArn.restore("arn:aws-moon:bedrock:luna-1:12:model-invocation-job/ODD/é");
        return Stream.of(
                least,
                full(),
                JobSnapshot.builder(odd, JobStatus.of(HOSTILE), T0.plusNanos(123_456_789))
                        .name(HOSTILE)
                        .message(HOSTILE)
                        .build(),
                least.toBuilder()
                        .message("")
                        .counts(new RecordCounts(0L, null, Long.MAX_VALUE, -1L))
                        .build(),
                least.toBuilder()
                        .inputDataConfig(new InputDataConfig(null, "s3://in", null))
                        .outputDataConfig(new OutputDataConfig("s3://out", null, null))
                        .vpcConfig(new VpcConfig(List.of(), List.of()))
                        .build());
    }

    private static JobSnapshot full() {
        return JobSnapshot.builder(arn(2), Known.PARTIALLY_COMPLETED, T0)
                .name("nightly")
                .modelId("anthropic.claude")
                .lastModifiedTime(T0.plusMillis(1))
                .endTime(T0.plusNanos(1))
                .jobExpirationTime(T0.plusSeconds(86_400))
                .timeoutDurationInHours(72)
                .message("3 records failed")
                .clientRequestToken("token")
                .roleArn("arn:aws:iam::123456789012:role/batch")
                .modelInvocationType("Converse")
                .inputDataConfig(new InputDataConfig("JSONL", "s3://in", "123456789012"))
                .outputDataConfig(new OutputDataConfig("s3://out", "key", "123456789012"))
                .vpcConfig(new VpcConfig(List.of("subnet-1", "subnet-2"), List.of("sg-1")))
                .counts(new RecordCounts(4L, 3L, 2L, 1L))
                .build();
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void aRowComesBackAsItWas(JobSnapshot snapshot) {
        Job job = new Job(snapshot, T0.plusNanos(1), T0.plusMillis(2), true, T0.plusSeconds(3));
        TrackedJob row = new TrackedJob(job, JobOrigin.CONFIGURED, T0.plusSeconds(4), null, 7);

        assertThat(TrackedJson.read(TrackedJson.write(row), 7)).isEqualTo(row);
    }

    @Test
    void whenAJobWasGivenUpComesBackAndIsMissingInOlderRows() {
        Job job = new Job(full(), T0, T0, false, null);
        TrackedJob gone = new TrackedJob(job.givenUp(T0.plusSeconds(5)), JobOrigin.CONFIGURED, null, null, 7);

        assertThat(TrackedJson.read(TrackedJson.write(gone), 7)).isEqualTo(gone);
        String older = TrackedJson.write(gone).replaceAll(",\"goneAt\":\"[^\"]*\"", "");
        assertThat(TrackedJson.read(older, 7).job()).isEqualTo(job);
    }

    @Test
    void whenAJobStartedComesBackAndIsMissingInOlderRows() {
        Job job = new Job(full(), T0, T0, false, T0.plusSeconds(6), null, null);
        TrackedJob started = new TrackedJob(job, JobOrigin.CONFIGURED, null, null, 7);

        assertThat(TrackedJson.read(TrackedJson.write(started), 7)).isEqualTo(started);
        String older = TrackedJson.write(started).replaceAll(",\"startedAt\":\"[^\"]*\"", "");
        assertThat(TrackedJson.read(older, 7).job().startedAt()).isNull();
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void anEventComesBackAsItWas(JobSnapshot snapshot) {
        JournalEvent settled = new Settled(snapshot, T0.plusNanos(5));
        JournalEvent transitioned = new Transitioned(new Transition(
                snapshot,
                JobStatus.of("Pondering"),
                snapshot.status(),
                TransitionKind.SKIPPED,
                T0.minusNanos(1),
                T0,
                T0.plusNanos(1)));

        assertThat(EventJson.read(EventJson.write(settled))).isEqualTo(settled);
        assertThat(EventJson.read(EventJson.write(transitioned))).isEqualTo(transitioned);
    }

    static Stream<ManifestState> manifests() {
        return Stream.of(
                new ManifestState.Awaited(T0.plusNanos(1), 0),
                new ManifestState.Awaited(T0, Integer.MAX_VALUE),
                new ManifestState.Read(new TokenCounts(120L, 45L, null, null)),
                new ManifestState.Read(new TokenCounts(120L, 45L, 70L, 0L)),
                new ManifestState.Read(new TokenCounts(null, 0L, null, null)),
                new ManifestState.Read(new TokenCounts(null, null, null, null)));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void theStateOfAManifestComesBackAsItWas(ManifestState manifest) {
        TrackedJob row = Rows.completed(1).row().withManifest(manifest).withVersion(7);
        assertThat(TrackedJson.read(TrackedJson.write(row), 7)).isEqualTo(row);

        if (manifest instanceof ManifestState.Read(TokenCounts tokens)) {
            JournalEvent event = new ManifestRead(full(), tokens, T0.plusNanos(5));
            assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
        }
    }

    @Test
    void aRowOfAVersionWithoutManifestsIsRead() {
        TrackedJob row = Rows.completed(1).row();
        String text = TrackedJson.write(row);
        assertThat(text).doesNotContain("manifest");
        assertThat(TrackedJson.read(text, 0)).isEqualTo(row);
    }

    /** That a job has no tags is known, and another thing than that its tags are not. */
    @Test
    void theTagsOfAJobComeBackAsTheyWereAndAreMissingInOlderRows() {
        TrackedJob row = Rows.completed(1).row().withVersion(7);
        TrackedJob tagged = row.withTags(new JobTags(Map.of("team", "search", "due", "", "é\"", "\ud83e\udd9c")));

        assertThat(TrackedJson.read(TrackedJson.write(tagged), 7)).isEqualTo(tagged);
        assertThat(TrackedJson.read(TrackedJson.write(row.withTags(JobTags.NONE)), 7)
                        .tags())
                .isEqualTo(JobTags.NONE);
        assertThat(TrackedJson.write(row)).doesNotContain("tags");
        assertThat(TrackedJson.read(TrackedJson.write(row), 7).tags()).isNull();
    }

    @Test
    void absentTimesOfARowStayAbsent() {
        TrackedJob row = new TrackedJob(new Job(full(), T0, T0, false, null), JobOrigin.DISCOVERED, null, null, 1);

        assertThat(TrackedJson.read(TrackedJson.write(row), 1)).isEqualTo(row);
        assertThat(TrackedJson.write(row)).doesNotContain("null");
    }
}
