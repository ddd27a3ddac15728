package io.github.bedrockbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobArnTest {
    private static final String JOB = ":123456789012:model-invocation-job/abc123def456";

    @Test
    void givesItsParts() {
        JobArn arn = JobArn.parse("arn:aws:bedrock:us-east-1" + JOB);
        assertThat(arn.region()).isEqualTo("us-east-1");
        assertThat(arn.accountId()).isEqualTo("123456789012");
        assertThat(arn.jobId()).isEqualTo("abc123def456");
        assertThat(arn).hasToString("arn:aws:bedrock:us-east-1" + JOB);
        assertThat(JobArn.read(arn.value())).usingRecursiveComparison().isEqualTo(arn);
        assertThat(JobArn.restore(arn.value())).usingRecursiveComparison().isEqualTo(arn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-eusc"})
    void knowsPartitions(String partition) {
        String value = "arn:" + partition + ":bedrock:us-east-1" + JOB;
        assertThat(JobArn.parse(value)).usingRecursiveComparison().isEqualTo(JobArn.read(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/short",
                "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/ABC123DEF456",
                "arn:aws:bedrock:us-east-1:12345:model-invocation-job/abc123def456",
                "arn:aws-cn:bedrock:cn-north-1:123456789012:model-invocation-job/abc123def456",
                "arn:aws:bedrock:us-east-1:000000000000:model-invocation-job/3f0b2c1e-8a77-4a53-9e0e-6f7d1c2b3a4d",
                "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/local_job_1"
            })
    void readsLenientlyWhatItParsesStrictly(String value) {
        assertThat(JobArn.read(value)).hasToString(value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobArn.parse(value))
                .withMessageStartingWith(value + ": must be ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc123def456",
                "arn:aws:s3:::bucket",
                "arn:aws:bedrock::123456789012:model-invocation-job/abc123def456",
                "arn:aws:bedrock:us-east-1::model-invocation-job/abc123def456",
                "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/",
                "arn:aws:bedrock:us-east-1:123456789012:evaluation-job/abc123def456",
                "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456\n",
                "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc\0def",
                "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc\ud800def",
                "arn:aws\u2028:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456"
            })
    void refusesWhatNamesNoJob(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> JobArn.parse(value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobArn.read(value))
                .withMessageStartingWith(value + ": must name ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "../../etc",
                "a/x",
                "..",
                ".",
                "a:b",
                "a%2Fb",
                "a?b",
                "\ud83d\ude00",
                "\u00e9",
                "{}",
                "a\\b"
            })
    void restoresAnIdThatItNoLongerReads(String id) {
        String value = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/" + id;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobArn.read(value))
                .withMessageStartingWith(value + ": must end with the id of a job");
        assertThat(JobArn.restore(value).jobId()).isEqualTo(id);
    }

    @Test
    void refusesWhatIsTooLongToBeAnArn() {
        String prefix = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/";
        assertThat(JobArn.read(prefix + "x".repeat(64)).jobId()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> JobArn.read(prefix + "x".repeat(65)));
        String tooLong = prefix + "x".repeat(1989);
        assertThat(tooLong).hasSize(2049);
        assertThatIllegalArgumentException().isThrownBy(() -> JobArn.restore(tooLong));
        assertThat(JobArn.restore(tooLong.substring(0, 2048)).jobId()).hasSize(1988);
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, aws",
        "us-gov-west-1, aws-us-gov",
        "us-iso-east-1, aws-iso",
        "us-isob-east-1, aws-iso-b",
        "eu-isoe-west-1, aws-iso-e",
        "us-isof-south-1, aws-iso-f",
        "eusc-de-east-1, aws-eusc",
    })
    void isMadeOfATargetInThePartitionOfItsRegion(String region, String partition) {
        JobArn arn = JobArn.of(new Target("123456789012", region), "abc123def456");

        assertThat(arn.value())
                .isEqualTo(
                        "arn:" + partition + ":bedrock:" + region + ":123456789012:model-invocation-job/abc123def456");
        assertThat(JobArn.parse(arn.value())).usingRecursiveComparison().isEqualTo(arn);
    }
}
