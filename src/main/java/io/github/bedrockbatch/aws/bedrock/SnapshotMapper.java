package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.job.AnswerBounds;
import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.VpcConfig;
import io.github.bedrockbatch.source.JobPage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobResponse;
import software.amazon.awssdk.services.bedrock.model.ListModelInvocationJobsResponse;
import software.amazon.awssdk.services.bedrock.model.ModelInvocationJobInputDataConfig;
import software.amazon.awssdk.services.bedrock.model.ModelInvocationJobOutputDataConfig;
import software.amazon.awssdk.services.bedrock.model.ModelInvocationJobSummary;

/**
 * Reads jobs out of the SDK's model, leniently: only a job that cannot be told is not read. What lies beyond
 * {@link AnswerBounds} counts as not sent.
 *
 * @param now by our clock
 */
record SnapshotMapper(Instant now) {
    /** Reads a page. A job of another account or region than was asked is none of the page's. */
    JobPage page(ListModelInvocationJobsResponse response, Target target) {
        List<ModelInvocationJobSummary> items = response.invocationJobSummaries();
        List<JobSnapshot> jobs = items.stream()
                .map(this::summary)
                .flatMap(Optional::stream)
                .filter(job -> Target.of(job.arn()).equals(target))
                .toList();
        String token = response.nextToken();
        return new JobPage(jobs, items.size() - jobs.size(), token == null || token.isEmpty() ? null : token);
    }

    /** Reads a job of a page as an answer to Get, whose fields have the same names. */
    private Optional<JobSnapshot> summary(@Nullable ModelInvocationJobSummary item) {
        if (item == null) {
            return Optional.empty();
        }
        GetModelInvocationJobResponse.Builder response = GetModelInvocationJobResponse.builder();
        for (SdkField<?> field : response.sdkFields()) {
            field.set(
                    response,
                    item.getValueForField(field.memberName(), Object.class).orElse(null));
        }
        return job(response.build());
    }

    Optional<JobSnapshot> job(GetModelInvocationJobResponse response) {
        return started(response.jobArn(), response.statusAsString(), response.submitTime(), response.lastModifiedTime())
                .map(builder -> builder.name(name(response.jobName(), response.jobArn()))
                        .modelId(modelId(response.modelId()))
                        .endTime(AnswerBounds.happened(response.endTime(), now))
                        .jobExpirationTime(AnswerBounds.expiration(response.jobExpirationTime(), now))
                        .timeoutDurationInHours(response.timeoutDurationInHours())
                        .message(response.message())
                        .clientRequestToken(response.clientRequestToken())
                        .roleArn(response.roleArn())
                        .modelInvocationType(response.modelInvocationTypeAsString())
                        .inputDataConfig(input(response.inputDataConfig()))
                        .outputDataConfig(output(response.outputDataConfig()))
                        .vpcConfig(vpc(response.vpcConfig()))
                        .counts(counts(
                                response.totalRecordCount(),
                                response.processedRecordCount(),
                                response.successRecordCount(),
                                response.errorRecordCount()))
                        .build());
    }

    private Optional<JobSnapshot.Builder> started(
            @Nullable String arn,
            @Nullable String status,
            @Nullable Instant submitTime,
            @Nullable Instant lastModifiedTime) {
        if (arn == null || status == null || status.isBlank() || submitTime == null) {
            return Optional.empty();
        }
        if (!AnswerBounds.canHaveHappened(submitTime, now)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JobSnapshot.builder(JobArn.read(arn), JobStatus.of(status), submitTime)
                    .lastModifiedTime(AnswerBounds.happened(lastModifiedTime, now)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String modelId(@Nullable String modelId) {
        return modelId == null ? "" : AnswerBounds.modelId(modelId);
    }

    private static String name(@Nullable String name, String arn) {
        return name == null || name.isBlank() ? JobArn.read(arn).jobId() : name;
    }

    private static @Nullable InputDataConfig input(@Nullable ModelInvocationJobInputDataConfig config) {
        if (config == null || config.s3InputDataConfig() == null) {
            return null;
        }
        var s3 = config.s3InputDataConfig();
        return s3.s3Uri() == null
                ? null
                : new InputDataConfig(s3.s3InputFormatAsString(), s3.s3Uri(), s3.s3BucketOwner());
    }

    private static @Nullable OutputDataConfig output(@Nullable ModelInvocationJobOutputDataConfig config) {
        if (config == null || config.s3OutputDataConfig() == null) {
            return null;
        }
        var s3 = config.s3OutputDataConfig();
        return s3.s3Uri() == null ? null : new OutputDataConfig(s3.s3Uri(), s3.s3EncryptionKeyId(), s3.s3BucketOwner());
    }

    private static @Nullable VpcConfig vpc(software.amazon.awssdk.services.bedrock.model.@Nullable VpcConfig config) {
        return config == null ? null : new VpcConfig(config.subnetIds(), config.securityGroupIds());
    }

    private static RecordCounts counts(
            @Nullable Long total, @Nullable Long processed, @Nullable Long success, @Nullable Long error) {
        return new RecordCounts(
                AnswerBounds.records(total),
                AnswerBounds.records(processed),
                AnswerBounds.records(success),
                AnswerBounds.records(error));
    }
}
