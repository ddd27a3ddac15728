package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.aws.request.InvalidResponseException;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads jobs out of answers to Get and List, whose fields have the same names, leniently: only a job that cannot be told is not
 * read, so that one odd item does not hide the 999 others of its page. What lies beyond {@link AnswerBounds} counts as not sent.
 *
 * @param now by our clock
 */
record SnapshotMapper(Instant now) {
    /** Reads a page. A job of another account or region than was asked is none of the page's. */
    JobPage page(Members answer, Target target, int maxResults) {
        List<?> items = answer.list("invocationJobSummaries");
        if (items.size() > maxResults) {
            throw InvalidResponseException.wrapped(
                    "the page has more than the " + maxResults + " jobs that were asked for");
        }
        List<JobSnapshot> jobs = new ArrayList<>(items.size());
        for (Object item : items) {
            JobSnapshot job = job(Members.of(item));
            if (job != null && Target.of(job.arn()).equals(target)) {
                jobs.add(job);
            }
        }
        String token = answer.text("nextToken");
        return new JobPage(jobs, items.size() - jobs.size(), token == null || token.isEmpty() ? null : token);
    }

    /** Reads a job; null if its ARN, its status or when it was submitted cannot be told. */
    @Nullable
    JobSnapshot job(Members job) {
        JobArn arn = arn(job.text("jobArn"));
        String status = job.text("status");
        Instant submitTime = AnswerBounds.happened(job.time("submitTime"), now);
        if (arn == null || status == null || status.isBlank() || submitTime == null) {
            return null;
        }
        String name = job.text("jobName");
        String modelId = job.text("modelId");
        return JobSnapshot.builder(arn, JobStatus.of(status), submitTime)
                .name(name == null || name.isBlank() ? arn.jobId() : name)
                .modelId(modelId == null ? "" : AnswerBounds.modelId(modelId))
                .lastModifiedTime(AnswerBounds.happened(job.time("lastModifiedTime"), now))
                .endTime(AnswerBounds.happened(job.time("endTime"), now))
                .jobExpirationTime(AnswerBounds.expiration(job.time("jobExpirationTime"), now))
                .timeoutDurationInHours(job.integer("timeoutDurationInHours"))
                .message(job.text("message"))
                .clientRequestToken(job.text("clientRequestToken"))
                .roleArn(job.text("roleArn"))
                .modelInvocationType(job.text("modelInvocationType"))
                .inputDataConfig(input(job.object("inputDataConfig").object("s3InputDataConfig")))
                .outputDataConfig(output(job.object("outputDataConfig").object("s3OutputDataConfig")))
                .vpcConfig(vpc(job.object("vpcConfig")))
                .counts(counts(job))
                .build();
    }

    private static @Nullable JobArn arn(@Nullable String sent) {
        try {
            return sent == null ? null : JobArn.read(sent);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable InputDataConfig input(Members s3) {
        String uri = s3.text("s3Uri");
        return uri == null ? null : new InputDataConfig(s3.text("s3InputFormat"), uri, s3.text("s3BucketOwner"));
    }

    private static @Nullable OutputDataConfig output(Members s3) {
        String uri = s3.text("s3Uri");
        return uri == null ? null : new OutputDataConfig(uri, s3.text("s3EncryptionKeyId"), s3.text("s3BucketOwner"));
    }

    private static @Nullable VpcConfig vpc(Members vpc) {
        return vpc.values().isEmpty() ? null : new VpcConfig(vpc.texts("subnetIds"), vpc.texts("securityGroupIds"));
    }

    private static RecordCounts counts(Members job) {
        return new RecordCounts(
                AnswerBounds.records(job.number("totalRecordCount")),
                AnswerBounds.records(job.number("processedRecordCount")),
                AnswerBounds.records(job.number("successRecordCount")),
                AnswerBounds.records(job.number("errorRecordCount")));
    }
}
