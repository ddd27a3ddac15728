package io.github.bedrockbatch.aws.manifest;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestLocationTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            s3://results,                 results, job000000001/manifest.json.out
            s3://results/,                results, job000000001/manifest.json.out
            s3://results/nightly,         results, nightly/job000000001/manifest.json.out
            s3://results/nightly/,        results, nightly/job000000001/manifest.json.out
            s3://results/nightly//,       results, nightly/job000000001/manifest.json.out
            s3://re.su-lts/a/b c/ü?x=1#y, re.su-lts, a/b c/ü?x=1#y/job000000001/manifest.json.out
            s3://results/../other,        results, ../other/job000000001/manifest.json.out
            """)
    void liesInTheJobsFolderBelowTheOutput(String uri, String bucket, String key) {
        assertThat(ManifestLocation.of(with(uri))).contains(new ManifestLocation(bucket, key, "123456789012"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3://",
                "s3:///key",
                "s3://a",
                "s3://UPPER/x",
                "s3://user:secret@host/x",
                "s3://arn:aws:s3:us-east-1:123456789012:accesspoint/x",
                "https://results.s3.amazonaws.com/x",
                "results/x",
                "s3://results\r\nx/y"
            })
    void isNowhereElseThanInABucketOfAPlainName(String uri) {
        assertThat(ManifestLocation.of(with(uri))).isEmpty();
    }

    @Test
    void isNoneOfAnEndlessUriNorOfAJobWithoutOutput() {
        assertThat(ManifestLocation.of(with("s3://results/" + "x".repeat(2_000))))
                .isEmpty();
        assertThat(ManifestLocation.of(job(1, Known.COMPLETED, NOON, NOON))).isEmpty();
    }

    private static JobSnapshot with(String uri) {
        return job(1, Known.COMPLETED, NOON, NOON).toBuilder()
                .outputDataConfig(new OutputDataConfig(uri, null, "123456789012"))
                .build();
    }
}
