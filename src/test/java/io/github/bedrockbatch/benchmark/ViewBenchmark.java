package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.ViewRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What it costs to follow a store in SQLite with 100,000 finished jobs of 300 targets: to restore the view, to refresh it after
 * one change, after a cycle that found nothing new, and to load what a cycle needs. Compare the ratios within one run.
 */
final class ViewBenchmark {
    private static final int TARGETS = 300;
    private static final int JOBS = 100_000;
    private static final int ROUNDS = 200;
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final ViewRules RULES = new ViewRules(Duration.ofDays(30), 5_000);
    private static final String NOTHING_NEW = "refresh after a cycle that found nothing new";

    private final Figures figures = new Figures("µs");
    private final JobStore store;
    private JobsView view = JobsView.EMPTY;

    private ViewBenchmark(JobStore store) {
        this.store = store;
    }

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("view-benchmark");
        try (JobStore store = JdbcStore.sqlite(directory.resolve("store.db"))) {
            store.open();
            new ViewBenchmark(store).run();
        }
    }

    private void run() {
        IntStream.range(0, TARGETS).forEach(this::fill);
        for (int i = 0; i < 5; i++) {
            view = time(
                    "restore of 100,000 jobs", () -> JobsView.EMPTY.advancedBy(store.changesSince(0), RULES, START));
        }
        for (int i = 0; i < ROUNDS; i++) {
            Target target = target(i % TARGETS);
            store.record(new Recording(target, List.of(), List.of(), List.of(), START.plusSeconds(i)));
            refresh(NOTHING_NEW);
            store.record(new Recording(target, List.of(finished(i % TARGETS, JOBS + i)), List.of(), List.of(), null));
            refresh("refresh after one change");
            time("load for a cycle", () -> store.load(target));
        }
        System.out.println(figures.table(NOTHING_NEW));
    }

    private void refresh(String what) {
        JobsView present = view;
        view = time(what, () -> present.advancedBy(store.changesSince(present.head()), RULES, START));
    }

    private <T> T time(String what, Supplier<T> work) {
        long began = System.nanoTime();
        T result = work.get();
        figures.add(what, (System.nanoTime() - began) / 1_000.0);
        return result;
    }

    private void fill(int number) {
        List<JobWrite> writes = IntStream.range(0, JOBS / TARGETS)
                .mapToObj(job -> finished(number, job))
                .toList();
        store.record(new Recording(target(number), writes, List.of(), List.of(), START));
    }

    private static Target target(int number) {
        return new Target(Integer.toString(100_000_000 + number) + "000", "us-east-1");
    }

    private static JobWrite finished(int target, int number) {
        JobArn arn = JobArn.parse("arn:aws:bedrock:us-east-1:" + target(target).accountId() + ":model-invocation-job/"
                + (100_000_000_000L + number));
        JobSnapshot snapshot = JobSnapshot.builder(arn, Known.COMPLETED, START)
                .name("job-" + number)
                .modelId("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0")
                .lastModifiedTime(START.plusSeconds(600))
                .build();
        Instant ended = START.plusSeconds(600);
        Job job = new Job(snapshot, ended, ended, false, ended);
        Transition transition = new Transition(
                snapshot, Known.IN_PROGRESS, Known.COMPLETED, TransitionKind.EXPECTED, START, ended, ended);
        return new JobWrite(
                new TrackedJob(job, JobOrigin.DISCOVERED, null, null, 0), List.of(new Transitioned(transition)));
    }
}
