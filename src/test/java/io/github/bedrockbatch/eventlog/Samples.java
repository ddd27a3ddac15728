package io.github.bedrockbatch.eventlog;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEvent;
import java.time.Instant;

/** Events to write. */
final class Samples {
    static final Instant SUBMITTED = Instant.parse("2026-11-01T10:00:00Z");
    static final JobArn ARN = JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");

    private Samples() {}

    /** A job with every field that events tell. */
    static JobSnapshot job(JobStatus status) {
        return JobSnapshot.builder(ARN, status, SUBMITTED)
                .name("nightly-1")
                .modelId("amazon.nova-lite-v1:0")
                .lastModifiedTime(SUBMITTED.plusSeconds(600))
                .jobExpirationTime(SUBMITTED.plusSeconds(86_400))
                .message("no access")
                .counts(new RecordCounts(10L, 9L, 7L, 2L))
                .outputDataConfig(new OutputDataConfig("s3://bucket/out/", null, null))
                .build();
    }

    static Transition transition(JobSnapshot job, JobStatus from) {
        JobStatus to = job.status();
        return new Transition(
                job,
                from,
                to,
                JobLifecycle.kind(from, to),
                SUBMITTED.plusSeconds(100),
                job.changedAt(),
                job.changedAt().plusMillis(12_500));
    }

    static JournalEvent transitioned(JobSnapshot job, JobStatus from) {
        return new JournalEvent.Transitioned(transition(job, from));
    }

    /** One of many transitions, told apart by the job's name. */
    static JournalEvent numbered(int number) {
        JobSnapshot job = job(JobStatus.Known.VALIDATING).toBuilder()
                .name("job-" + number)
                .build();
        return transitioned(job, JobStatus.Known.SUBMITTED);
    }
}
