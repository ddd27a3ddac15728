package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.RecordCounts;
import java.time.Instant;
import java.util.Locale;

/** Jobs for tests. */
public final class Examples {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    public static final String ACCOUNT = "123456789012";
    public static final String REGION = "us-east-1";

    private Examples() {}

    /** The ARN of the job of that number. */
    public static JobArn arn(int number) {
        return JobArn.parse(String.format(
                Locale.ROOT, "arn:aws:bedrock:%s:%s:model-invocation-job/job%09d", REGION, ACCOUNT, number));
    }

    /** A job that was submitted and last changed at these moments. */
    public static JobSnapshot job(int number, JobStatus status, Instant submitTime, Instant lastModifiedTime) {
        return JobSnapshot.builder(arn(number), status, submitTime)
                .name("job-" + number)
                .modelId("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0")
                .lastModifiedTime(lastModifiedTime)
                .counts(new RecordCounts(100L, 0L, 0L, 0L))
                .build();
    }
}
