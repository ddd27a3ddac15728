package io.github.bedrockbatch.job;

import static io.github.bedrockbatch.job.Looks.ARN;
import static io.github.bedrockbatch.job.Looks.SUBMIT;
import static io.github.bedrockbatch.job.Looks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSnapshotTest {
    private static final JobSnapshot FULL = full(Known.FAILED).build();

    @ParameterizedTest
    @CsvSource({
        "amazon.nova-lite-v1:0, amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0, amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0, us.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova/abc123def456, abc123def456",
        "odd/, odd/",
        "'', ''"
    })
    void namesItsModelInShort(String modelId, String model) {
        assertThat(FULL.toBuilder().modelId(modelId).build().model()).isEqualTo(model);
    }

    private static final JobSnapshot SPARSE =
            JobSnapshot.builder(ARN, Known.FAILED, SUBMIT).build();

    @Test
    void aBuilderKeepsEachFieldOfTheSnapshotThatItStartsFrom() {
        assertThat(FULL.toBuilder().build()).isEqualTo(FULL).hasNoNullFieldsOrProperties();
        assertThat(FULL.toBuilder().submitTime(at(1)).build().submitTime()).isEqualTo(at(1));
    }

    @Test
    void gapsAreFilledWithWhatOnlyGetShows() {
        assertThat(SPARSE.withGapsFilledFrom(FULL))
                .isEqualTo(SPARSE.toBuilder()
                        .lastModifiedTime(FULL.lastModifiedTime())
                        .message(FULL.message())
                        .clientRequestToken(FULL.clientRequestToken())
                        .counts(FULL.counts())
                        .build());
    }

    @Test
    void messageAndTimeOfAnotherStatusFillNoGap() {
        JobSnapshot running = full(Known.IN_PROGRESS).message("slow").build();

        assertThat(SPARSE.withGapsFilledFrom(running))
                .isEqualTo(SPARSE.toBuilder()
                        .clientRequestToken(FULL.clientRequestToken())
                        .counts(FULL.counts())
                        .build());
    }

    @Test
    void whatIsThereIsNotReplaced() {
        JobSnapshot other = FULL.toBuilder()
                .lastModifiedTime(at(1))
                .message("other")
                .clientRequestToken("other")
                .counts(new RecordCounts(1L, null, null, null))
                .build();

        assertThat(FULL.withGapsFilledFrom(other)).isEqualTo(FULL);
    }

    @Test
    void aChangeOfStatusKeepsWhatOnlyGetShowedBefore() {
        Job job = new Job(full(Known.IN_PROGRESS).build(), at(60), at(60), false, null);
        JobSnapshot ended = JobSnapshot.builder(ARN, Known.COMPLETED, SUBMIT)
                .lastModifiedTime(at(90))
                .build();

        assertThat(JobLifecycle.observe(job, ended, at(100), Looks.NEVER))
                .isInstanceOfSatisfying(
                        Observation.Changed.class,
                        changed -> assertThat(changed.job().snapshot().clientRequestToken())
                                .isEqualTo("token"));
    }

    @Test
    void aPrunedJobCameIntoItsStatusWhenItLastChanged() {
        Tombstone pruned = Tombstone.of(Looks.job(Known.IN_PROGRESS, at(60)));

        assertThat(JobLifecycle.observe(pruned, Looks.look(Known.COMPLETED, at(90)), at(100), Looks.NEVER))
                .isInstanceOfSatisfying(
                        Observation.Changed.class,
                        changed -> assertThat(changed.transition().previousStatusAt())
                                .isEqualTo(at(60)));
    }

    @Test
    void wordsForPeopleAreInLowerCase() {
        assertThat(TransitionKind.SKIPPED.word()).isEqualTo("skipped");
        assertThat(JobOrigin.DISCOVERED.label()).isEqualTo("discovered");
    }

    private static JobSnapshot.Builder full(JobStatus status) {
        return JobSnapshot.builder(ARN, status, SUBMIT)
                .name("nightly")
                .modelId("nova")
                .lastModifiedTime(at(60))
                .endTime(at(61))
                .jobExpirationTime(at(3600))
                .timeoutDurationInHours(24)
                .message("no such bucket")
                .clientRequestToken("token")
                .roleArn("arn:aws:iam::123456789012:role/batch")
                .modelInvocationType("Converse")
                .inputDataConfig(new InputDataConfig("JSONL", "s3://in", null))
                .outputDataConfig(new OutputDataConfig("s3://out", null, null))
                .vpcConfig(new VpcConfig(List.of("subnet"), List.of("group")))
                .counts(new RecordCounts(10L, 9L, 7L, 2L));
    }
}
