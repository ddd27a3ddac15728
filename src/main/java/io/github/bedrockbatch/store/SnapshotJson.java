package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.VpcConfig;
import org.jspecify.annotations.Nullable;

/** A snapshot as JSON. What is null is left out; the names are those of AWS's response. */
final class SnapshotJson {
    private SnapshotJson() {}

    static JsonObject write(JobSnapshot job) {
        return new JsonObject()
                .put("jobArn", job.arn().value())
                .put("jobName", job.name())
                .put("modelId", job.modelId())
                .put("status", job.status().word())
                .put("submitTime", job.submitTime())
                .put("lastModifiedTime", job.lastModifiedTime())
                .put("endTime", job.endTime())
                .put("jobExpirationTime", job.jobExpirationTime())
                .put("timeoutDurationInHours", job.timeoutDurationInHours())
                .put("message", job.message())
                .put("clientRequestToken", job.clientRequestToken())
                .put("roleArn", job.roleArn())
                .put("modelInvocationType", job.modelInvocationType())
                .put("inputDataConfig", input(job.inputDataConfig()))
                .put("outputDataConfig", output(job.outputDataConfig()))
                .put("vpcConfig", vpc(job.vpcConfig()))
                .put("counts", counts(job.counts()));
    }

    static JobSnapshot read(JsonObject json) {
        return new JobSnapshot(
                JobArn.restore(json.text("jobArn")),
                json.text("jobName"),
                json.text("modelId"),
                JobStatus.of(json.text("status")),
                json.instant("submitTime"),
                json.orNull("lastModifiedTime", json::instant),
                json.orNull("endTime", json::instant),
                json.orNull("jobExpirationTime", json::instant),
                json.orNull("timeoutDurationInHours", json::integer),
                json.orNull("message", json::text),
                json.orNull("clientRequestToken", json::text),
                json.orNull("roleArn", json::text),
                json.orNull("modelInvocationType", json::text),
                json.objectOrNull("inputDataConfig", SnapshotJson::input),
                json.objectOrNull("outputDataConfig", SnapshotJson::output),
                json.objectOrNull("vpcConfig", SnapshotJson::vpc),
                counts(json.object("counts")));
    }

    private static @Nullable JsonObject input(@Nullable InputDataConfig input) {
        return input == null
                ? null
                : new JsonObject()
                        .put("s3InputFormat", input.s3InputFormat())
                        .put("s3Uri", input.s3Uri())
                        .put("s3BucketOwner", input.s3BucketOwner());
    }

    private static InputDataConfig input(JsonObject json) {
        return new InputDataConfig(
                json.orNull("s3InputFormat", json::text), json.text("s3Uri"), json.orNull("s3BucketOwner", json::text));
    }

    private static @Nullable JsonObject output(@Nullable OutputDataConfig output) {
        return output == null
                ? null
                : new JsonObject()
                        .put("s3Uri", output.s3Uri())
                        .put("s3EncryptionKeyId", output.s3EncryptionKeyId())
                        .put("s3BucketOwner", output.s3BucketOwner());
    }

    private static OutputDataConfig output(JsonObject json) {
        return new OutputDataConfig(
                json.text("s3Uri"),
                json.orNull("s3EncryptionKeyId", json::text),
                json.orNull("s3BucketOwner", json::text));
    }

    private static @Nullable JsonObject vpc(@Nullable VpcConfig vpc) {
        return vpc == null
                ? null
                : new JsonObject().put("subnetIds", vpc.subnetIds()).put("securityGroupIds", vpc.securityGroupIds());
    }

    private static VpcConfig vpc(JsonObject json) {
        return new VpcConfig(json.texts("subnetIds"), json.texts("securityGroupIds"));
    }

    private static JsonObject counts(RecordCounts counts) {
        return new JsonObject()
                .put("total", counts.total())
                .put("processed", counts.processed())
                .put("success", counts.success())
                .put("error", counts.error());
    }

    private static RecordCounts counts(JsonObject json) {
        return new RecordCounts(
                json.orNull("total", json::number),
                json.orNull("processed", json::number),
                json.orNull("success", json::number),
                json.orNull("error", json::number));
    }
}
