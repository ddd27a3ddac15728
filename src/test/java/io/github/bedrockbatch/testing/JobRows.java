package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** JobRows and events of jobs that were submitted at {@link #SUBMIT}. */
public final class JobRows {
    public static final Instant SUBMIT = Instant.parse("2026-11-01T10:00:00.250Z");
    public static final Target TARGET = new Target("123456789012", "us-east-1");

    private JobRows() {}

    public static JobArn arn(String id) {
        return JobArn.read("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/" + id);
    }

    /** A job that came into its status some time after its submission and was seen five seconds later. */
    public static TrackedJob row(String id, String status, Duration after) {
        return row(id, status, after, false, RecordCounts.NONE);
    }

    public static TrackedJob row(String id, String status, Duration after, boolean baseline, RecordCounts counts) {
        JobStatus word = JobStatus.of(status);
        Instant changed = SUBMIT.plus(after);
        JobSnapshot snapshot = JobSnapshot.builder(arn(id), word, SUBMIT)
                .name("job-" + id)
                .modelId("model-1")
                .lastModifiedTime(changed)
                .jobExpirationTime(SUBMIT.plus(Duration.ofHours(24)))
                .counts(counts)
                .build();
        @Nullable Instant ended = word.isTerminal() ? changed : null;
        Job job = new Job(snapshot, changed, changed.plusSeconds(5), baseline, ended);
        return new TrackedJob(job, JobOrigin.CONFIGURED, null, null, 0);
    }

    /** The transition into the row's status. */
    public static Transitioned from(String status, TrackedJob row) {
        Job job = row.job();
        JobStatus from = JobStatus.of(status);
        return new Transitioned(new Transition(
                job.snapshot(),
                from,
                job.status(),
                JobLifecycle.kind(from, job.status()),
                SUBMIT,
                job.statusChangedAt(),
                job.statusObservedAt()));
    }
}
