package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.Examples;
import java.time.Instant;
import java.util.Map;

/** Jobs for pages. The time is noon. */
final class PageJobs {
    static final String PATH = "/jobs/123456789012/us-east-1/job000000001";
    static final Instant SUBMIT = Examples.NOON.minusSeconds(7200);
    private static final Instant START = SUBMIT.plusSeconds(600);
    private static final Instant END = SUBMIT.plusSeconds(4200);

    private PageJobs() {}

    /** A job that ran for an hour and failed. */
    static TrackedJob failed() {
        return failed(failedSnapshot());
    }

    static TrackedJob failed(JobSnapshot snapshot) {
        return new TrackedJob(
                new Job(snapshot, END, END, false, START, END, null),
                JobOrigin.DISCOVERED,
                null,
                new ManifestState.Read(new TokenCounts(1000L, 2000L, null, null)),
                new JobTags(Map.of("team", "search")),
                0);
    }

    static JobSnapshot failedSnapshot() {
        return Examples.job(1, Known.FAILED, SUBMIT, END).toBuilder()
                .message("No such model")
                .jobExpirationTime(SUBMIT.plusSeconds(86_400))
                .timeoutDurationInHours(24)
                .roleArn("arn:aws:iam::123456789012:role/batch")
                .modelInvocationType("Converse")
                .inputDataConfig(new InputDataConfig(null, "s3://in/", null))
                .outputDataConfig(new OutputDataConfig("s3://out/", null, null))
                .counts(new RecordCounts(100L, 80L, 60L, 20L))
                .build();
    }

    /** What happened to it, oldest first. */
    static JournalEvent[] transitions() {
        return new JournalEvent[] {
            step(Known.SUBMITTED, Known.SCHEDULED, SUBMIT, SUBMIT.plusSeconds(60)),
            step(Known.SCHEDULED, Known.IN_PROGRESS, SUBMIT.plusSeconds(60), START),
            step(Known.IN_PROGRESS, Known.FAILED, START, END)
        };
    }

    private static JournalEvent step(JobStatus from, JobStatus to, Instant since, Instant at) {
        return new Transitioned(
                new Transition(failedSnapshot(), from, to, TransitionKind.EXPECTED, since, at, at.plusSeconds(10)));
    }

    /** A job that has run for 50 minutes and has a quarter of its records done; the others with higher numbers were submitted later. */
    static TrackedJob running(int number) {
        return running(number, new RecordCounts(100L, 25L, 25L, 0L));
    }

    static TrackedJob running(int number, RecordCounts counts) {
        Instant began = Examples.NOON.minusSeconds(3000);
        JobSnapshot snapshot = Examples.job(number, Known.IN_PROGRESS, SUBMIT.plusMillis(number), began).toBuilder()
                .jobExpirationTime(Examples.NOON.plusSeconds(3600))
                .counts(counts)
                .build();
        return new TrackedJob(
                new Job(snapshot, began, began, false, began, null, null), JobOrigin.CONFIGURED, null, null, 0);
    }
}
