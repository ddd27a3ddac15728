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
                json.instantOrNull("lastModifiedTime"),
                json.instantOrNull("endTime"),
                json.instantOrNull("jobExpirationTime"),
                json.intOrNull("timeoutDurationInHours"),
                json.textOrNull("message"),
                json.textOrNull("clientRequestToken"),
                json.textOrNull("roleArn"),
                json.textOrNull("modelInvocationType"),
                readInput(json.objectOrNull("inputDataConfig")),
                readOutput(json.objectOrNull("outputDataConfig")),
                readVpc(json.objectOrNull("vpcConfig")),
                readCounts(json.object("counts")));
    }

    private static @Nullable JsonObject input(@Nullable InputDataConfig input) {
        if (input == null) {
            return null;
        }
        return new JsonObject()
                .put("s3InputFormat", input.s3InputFormat())
                .put("s3Uri", input.s3Uri())
                .put("s3BucketOwner", input.s3BucketOwner());
    }

    private static @Nullable InputDataConfig readInput(@Nullable JsonObject json) {
        return json == null
                ? null
                : new InputDataConfig(
                        json.textOrNull("s3InputFormat"), json.text("s3Uri"), json.textOrNull("s3BucketOwner"));
    }

    private static @Nullable JsonObject output(@Nullable OutputDataConfig output) {
        if (output == null) {
            return null;
        }
        return new JsonObject()
                .put("s3Uri", output.s3Uri())
                .put("s3EncryptionKeyId", output.s3EncryptionKeyId())
                .put("s3BucketOwner", output.s3BucketOwner());
    }

    private static @Nullable OutputDataConfig readOutput(@Nullable JsonObject json) {
        return json == null
                ? null
                : new OutputDataConfig(
                        json.text("s3Uri"), json.textOrNull("s3EncryptionKeyId"), json.textOrNull("s3BucketOwner"));
    }

    private static @Nullable JsonObject vpc(@Nullable VpcConfig vpc) {
        if (vpc == null) {
            return null;
        }
        return new JsonObject().put("subnetIds", vpc.subnetIds()).put("securityGroupIds", vpc.securityGroupIds());
    }

    private static @Nullable VpcConfig readVpc(@Nullable JsonObject json) {
        return json == null ? null : new VpcConfig(json.texts("subnetIds"), json.texts("securityGroupIds"));
    }

    private static JsonObject counts(RecordCounts counts) {
        return new JsonObject()
                .put("total", counts.total())
                .put("processed", counts.processed())
                .put("success", counts.success())
                .put("error", counts.error());
    }

    private static RecordCounts readCounts(JsonObject json) {
        return new RecordCounts(
                json.longOrNull("total"),
                json.longOrNull("processed"),
                json.longOrNull("success"),
                json.longOrNull("error"));
    }
}
