package io.github.bedrockbatch.preflight;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found out about the buckets that known jobs name. */
final class ManifestChecksTest extends PreflightFixture {
    private static final String CONFIGURATION = "discovery: [{regions: [us-east-1]}]\nmanifests: {enabled: true}";
    private static final String TARGET = "123456789012/us-east-1";
    private static final String OUT = TARGET + " s3://out s3:GetObject";

    @Test
    void nothingIsReadUnlessItIsEnabled() {
        put(1, Known.COMPLETED, "s3://out/x");

        assertThat(rows(run("discovery: [{regions: [us-east-1]}]"))).noneMatch(row -> row.contains("s3:"));
        assertThat(aws.asked()).noneMatch(call -> call.startsWith("GetObject"));
    }

    @Test
    void eachBucketIsReadOnceByItsNewestManifest() {
        put(1, Known.COMPLETED, "s3://out/x");
        put(2, Known.COMPLETED, "s3://out/y");
        put(3, Known.PARTIALLY_COMPLETED, "s3://more/");
        put(4, Known.IN_PROGRESS, "s3://out/z");
        aws.manifests.put(arn(2), 1, 2);
        aws.manifests.put(arn(3), 1, 2);

        Report report = run(CONFIGURATION);

        assertThat(rows(report)).endsWith(TARGET + " s3://more s3:GetObject allowed", OUT + " allowed");
        assertThat(objects()).containsExactly("GetObject job000000002", "GetObject job000000003");
        assertThat(detail(report, OUT)).isEqualTo("manifest of job job000000002");
        assertThat(report.isBlind()).isFalse();
    }

    /** Whoever may read it is let in, whatever it holds. */
    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"MALFORMED", "TOO_LARGE"})
    void anObjectThatIsNoManifestWasReadAllTheSame(Cause cause) {
        put(1, Known.COMPLETED, "s3://out/x");
        aws.manifests.fail(arn(1), cause);

        assertThat(rows(run(CONFIGURATION))).endsWith(OUT + " allowed");
    }

    @Test
    void withoutAManifestNothingIsKnown() {
        put(1, Known.FAILED, "s3://out/x");
        Report none = run(CONFIGURATION);
        assertThat(rows(none)).endsWith(OUT + " unknown");
        assertThat(detail(none, OUT)).isEqualTo("no job has written a manifest there yet");
        assertThat(objects()).isEmpty();

        for (int number = 2; number < 7; number++) {
            put(number, Known.COMPLETED, "s3://out/x");
        }
        Report absent = run(CONFIGURATION);
        assertThat(rows(absent)).endsWith(OUT + " unknown");
        assertThat(detail(absent, OUT)).isEqualTo("no such key");
        assertThat(objects()).hasSize(3);
        assertThat(absent.isBlind()).isFalse();
    }

    /** The daemon reads no manifest of theirs. */
    @Test
    void jobsThatAreNotWatchedNameNoBucket() {
        put(1, Known.COMPLETED, "s3://out/x");
        aws.manifests.put(arn(1), 1, 2);

        Report report = run("discovery: [{regions: [us-east-1], name_regex: other}]\nmanifests: {enabled: true}");

        assertThat(rows(report)).endsWith(TARGET + " s3:GetObject unknown");
        assertThat(objects()).isEmpty();
    }

    @Test
    void withoutAJobNoBucketIsKnown() {
        Report report = run(CONFIGURATION);

        assertThat(rows(report)).endsWith(TARGET + " s3:GetObject unknown");
        assertThat(report.isBlind()).isFalse();
    }

    @Test
    void whatIsDeniedLacksBothStatements() {
        put(1, Known.COMPLETED, "s3://out/x");
        aws.manifests.fail(arn(1), Cause.DENIED);

        Report report = run(CONFIGURATION);

        assertThat(rows(report)).endsWith(OUT + " denied");
        assertThat(missing(report))
                .containsExactly(
                        "permissions [arn:aws:iam::123456789012:role/exporter] ReadManifests",
                        "permissions [arn:aws:iam::123456789012:role/exporter] TellAbsentFromDenied");
        assertThat(report.toJson()).contains("arn:aws:s3:::out/*/manifest.json.out", "\"arn:aws:s3:::out\"");
        assertThat(report.isBlind()).isTrue();
    }

    /** S3 denies a manifest that was deleted, too. */
    @Test
    void whatIsDeniedOnceMayBeReadElsewhereInTheBucket() {
        put(1, Known.COMPLETED, "s3://out/x");
        put(2, Known.COMPLETED, "s3://out/x");
        aws.manifests.fail(arn(2), Cause.DENIED);
        aws.manifests.put(arn(1), 1, 2);

        assertThat(rows(run(CONFIGURATION))).endsWith(OUT + " allowed");
    }

    @Test
    void whatDoesNotAnswerIsAskedOnce() {
        put(1, Known.COMPLETED, "s3://out/x");
        put(2, Known.COMPLETED, "s3://out/x");
        aws.manifests.fail(arn(2), Cause.ERROR);

        assertThat(rows(run(CONFIGURATION))).endsWith(OUT + " failed");
        assertThat(objects()).containsExactly("GetObject job000000002");
    }

    /** Each would take as long as the first. */
    @Test
    void afterABucketThatDoesNotAnswerNoOtherIsAsked() {
        put(1, Known.COMPLETED, "s3://more/x");
        put(2, Known.COMPLETED, "s3://out/x");
        aws.manifests.fail(arn(1), Cause.ERROR);
        aws.manifests.put(arn(2), 1, 2);

        Report report = run(CONFIGURATION);

        assertThat(rows(report)).endsWith(TARGET + " s3://more s3:GetObject failed", OUT + " not_asked");
        assertThat(detail(report, OUT)).isEqualTo("no answer about s3://more");
        assertThat(objects()).containsExactly("GetObject job000000001");
    }

    @Test
    void whatWasReadBeforeTheTimeIsOverCounts() {
        put(1, Known.COMPLETED, "s3://more/x");
        put(2, Known.COMPLETED, "s3://out/x");
        aws.manifests.put(arn(1), 1, 2);
        CountDownLatch never = new CountDownLatch(1);
        aws.manifests.meanwhile(() -> {
            if (objects().size() == 2) {
                await(never);
            }
        });

        Report report = run(CONFIGURATION, Duration.ofSeconds(2));

        assertThat(rows(report))
                .endsWith(
                        TARGET + " bedrock:GetModelInvocationJob allowed",
                        TARGET + " s3://more s3:GetObject allowed",
                        OUT + " unknown");
        assertThat(report.isBlind()).isFalse();
    }

    /** A job that is watched by its ARN tells its bucket by Get. */
    @Test
    void theBucketOfANamedJobIsKnownByGet() {
        put(1, Known.COMPLETED, "s3://out/x");
        aws.manifests.put(arn(1), 1, 2);

        assertThat(rows(run("jobs: [" + arn(1) + "]\nmanifests: {enabled: true}")))
                .endsWith(OUT + " allowed");
    }

    private void put(int number, JobStatus status, String output) {
        aws.jobs(TARGET)
                .put(job(number, status, NOON.minusSeconds(600).plusSeconds(number), NOON).toBuilder()
                        .outputDataConfig(new OutputDataConfig(output, null, null))
                        .build());
    }

    private List<String> objects() {
        return aws.asked().stream().filter(call -> call.startsWith("GetObject")).toList();
    }
}
