package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.view.ViewRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Finished jobs in a store. */
final class Jobs {
    /** 2026-11-01, as a constant for parameters. */
    static final long START_SECONDS = 1_793_491_200L;

    static final Instant START = Instant.ofEpochSecond(START_SECONDS);
    /** With a limit that what a benchmark adds does not reach: it would measure dropping jobs. */
    static final ViewRules RULES = new ViewRules(Duration.ofDays(30), 10_000_000);

    private static final String MODEL = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";

    private Jobs() {}

    /** Writes so many jobs to a store, spread evenly over targets. */
    static void fill(JobStore store, int targets, int jobs) {
        for (int number = 0; number < targets; number++) {
            Target target = target(number);
            List<JobWrite> writes = IntStream.range(0, jobs / targets)
                    .mapToObj(job -> finished(target, job))
                    .toList();
            store.record(new Recording(target, writes, List.of(), List.of(), START));
        }
    }

    static Target target(int number) {
        return new Target((100_000_000 + number) + "000", "us-east-1");
    }

    static JobWrite finished(Target target, int number) {
        JobArn arn = JobArn.parse("arn:aws:bedrock:us-east-1:" + target.accountId() + ":model-invocation-job/"
                + (100_000_000_000L + number));
        Instant ended = START.plusSeconds(600);
        JobSnapshot snapshot = JobSnapshot.builder(arn, Known.COMPLETED, START)
                .name("nightly-embedding-of-the-catalog-" + number)
                .modelId(MODEL)
                .lastModifiedTime(ended)
                .counts(new RecordCounts(1000L, 1000L, 990L, 10L))
                .build();
        Job job = new Job(snapshot, ended, ended, false, ended);
        Transition transition = new Transition(
                snapshot, Known.IN_PROGRESS, Known.COMPLETED, TransitionKind.EXPECTED, START, ended, ended);
        return new JobWrite(
                new TrackedJob(job, JobOrigin.DISCOVERED, null, null, 0), List.of(new Transitioned(transition)));
    }
}
