package io.github.bedrockbatch.web.api;

import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.view.TargetSummary;
import io.github.bedrockbatch.web.TargetRow;
import io.github.bedrockbatch.web.testing.FakeFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A job of which everything is known, and one of which hardly anything is. */
final class FullJob {
    static final Instant SUBMIT = Examples.NOON;
    static final Instant END = SUBMIT.plusSeconds(90);
    static final String PATH = "/api/v1/jobs/123456789012/us-east-1/job000000001";

    private FullJob() {}

    static FakeFleet fleet() {
        TrackedJob bare = new TrackedJob(
                new Job(bareSnapshot(), SUBMIT, SUBMIT, true, null), JobOrigin.CONFIGURED, null, null, 0);
        Target target = new Target(Examples.ACCOUNT, Examples.REGION);
        return new FakeFleet()
                .put(row(snapshot()), transition(snapshot()))
                .put(bare)
                .put(LookupStatus.failed(Examples.arn(2), null))
                .put(new TargetRow(
                        new TargetSummary(target, 1, 1, 1, SUBMIT), Duration.ofMillis(2500), "AccessDenied", SUBMIT))
                .put(new TargetRow(
                        new TargetSummary(new Target("unknown", "us-west-2"), 0, 0, 0, null),
                        Duration.ofSeconds(30),
                        null,
                        null));
    }

    private static JobSnapshot bareSnapshot() {
        return JobSnapshot.builder(Examples.arn(2), Known.IN_PROGRESS, SUBMIT.minusSeconds(1))
                .build();
    }

    static JobSnapshot snapshot() {
        return Examples.job(1, Known.FAILED, SUBMIT, END).toBuilder()
                .jobExpirationTime(SUBMIT.plusSeconds(86_400))
                .timeoutDurationInHours(24)
                .message("No such model")
                .roleArn("arn:aws:iam::123456789012:role/batch")
                .modelInvocationType("Converse")
                .inputDataConfig(new InputDataConfig(null, "s3://in/", null))
                .outputDataConfig(new OutputDataConfig("s3://out/", null, null))
                .counts(new RecordCounts(10L, 9L, 8L, 1L))
                .build();
    }

    static TrackedJob row(JobSnapshot snapshot) {
        Job job = new Job(snapshot, END, END.plusMillis(1500), false, SUBMIT.plusSeconds(30), END, END.plusSeconds(9));
        return new TrackedJob(
                job,
                JobOrigin.DISCOVERED,
                null,
                new ManifestState.Read(new TokenCounts(1L, 2L, 3L, 4L)),
                new JobTags(Map.of("team", "search")),
                0);
    }

    static Transitioned transition(JobSnapshot snapshot) {
        return new Transitioned(new Transition(
                snapshot,
                Known.IN_PROGRESS,
                Known.FAILED,
                TransitionKind.EXPECTED,
                SUBMIT.plusSeconds(30),
                END,
                END.plusMillis(1500)));
    }
}
