package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.FollowerThread;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.LeaseHolder.Tenure;
import io.github.bedrockbatch.journal.Pace;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.JobRows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What one exporter does with its store, without AWS: the cycles of targets, and a follower that holds rows as the view does. */
final class Replica implements AutoCloseable {
    static final int TARGETS = 100;
    /** Of each target. Its other jobs are finished. */
    static final int OPEN_JOBS = 100;

    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.system();

    private final JobStore store;
    private final LeaseHolder leases;
    private final FollowerThread follower = new FollowerThread("follower", this::refresh);
    private final Map<JobArn, TrackedJob> held = new HashMap<>();
    private long head;

    private Replica(JobStore store, LeaseHolder leases) {
        this.store = store;
        this.leases = leases;
    }

    /** Opens a store and begins to follow it. */
    static Replica open(JobStore store, String name) {
        store.open();
        LeaseHolder leases = store.leases()
                .map(shared -> new LeaseHolder(shared, name, CLOCK))
                .orElseGet(() -> LeaseHolder.ofSoleProcess(CLOCK));
        Replica replica = new Replica(store, leases);
        replica.follow();
        return replica;
    }

    /** Writes so many jobs to a store, spread evenly over the targets. */
    static void fill(JobStore store, int jobs) {
        for (int number = 0; number < TARGETS; number++) {
            Target target = target(number);
            List<JobWrite> writes = IntStream.range(0, jobs / TARGETS)
                    .mapToObj(job -> found(target, job))
                    .toList();
            store.record(new Recording(target, writes, List.of(), List.of(), START));
        }
    }

    static Target target(int number) {
        return new Target((100_000_000 + number % TARGETS) + "000", "us-east-1");
    }

    /** Runs a cycle of a target that sees so many of its jobs in another status. */
    void cycle(Target target, int transitions) {
        Tenure tenure = leases.take(target.name()).orElseThrow();
        Pace pace = tenure.pace();
        List<JobWrite> moves = store.load(target).jobs().values().stream()
                .limit(transitions)
                .map(Replica::moved)
                .toList();
        tenure.require();
        store.record(new Recording(target, moves, List.of(), List.of(), CLOCK.instant(), tenure.fence()));
        tenure.end(new Pace(pace.polls() + 1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
    }

    /** Runs cycles of a target that see nothing new for a time, and returns how many. */
    long cycles(Target target, Duration time) {
        long cycles = 0;
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; cycles++) {
            cycle(target, 0);
        }
        return cycles;
    }

    /** Records transitions of one job of a target, one by one, for a time that is shorter than a lease, and returns how many. */
    long transitions(Target target, Duration time) {
        try (Tenure tenure = leases.take(target.name()).orElseThrow()) {
            TrackedJob row = anyOpen(target);
            long transitions = 0;
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; transitions++) {
                row = move(row, tenure);
            }
            return transitions;
        }
    }

    /** Records a transition and returns how long it takes until all of some replicas have read it, in ms. */
    double refresh(Target target, List<Replica> replicas) throws InterruptedException {
        try (Tenure tenure = leases.take(target.name()).orElseThrow()) {
            TrackedJob row = anyOpen(target);
            long begin = System.nanoTime();
            long version = move(row, tenure).version();
            for (Replica replica : replicas) {
                replica.awaitHead(version);
            }
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    @Override
    public void close() {
        var _ = follower.close(MAX_WAIT);
        store.close();
    }

    private void follow() {
        for (int number = 0; number < TARGETS; number++) {
            held.putAll(store.load(target(number)).jobs());
        }
        head = store.record(new Recording(target(0), List.of(), List.of(), List.of(), null))
                .head();
        store.follow(follower::wake);
        follower.start();
    }

    private synchronized boolean refresh() {
        Changes changes = store.changesSince(head);
        changes.jobs().forEach(row -> held.put(row.arn(), row));
        head = changes.head();
        notifyAll();
        return true;
    }

    private synchronized void awaitHead(long version) throws InterruptedException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (head < version) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("a follower must read a change within " + MAX_WAIT.toSeconds() + " s");
            }
            wait(MAX_WAIT.toMillis());
        }
    }

    private TrackedJob anyOpen(Target target) {
        return store.load(target).jobs().values().iterator().next();
    }

    private TrackedJob move(TrackedJob row, Tenure tenure) {
        JobWrite write = moved(row);
        Recording recording = new Recording(row.target(), List.of(write), List.of(), List.of(), null, tenure.fence());
        return write.row().withVersion(store.record(recording).head());
    }

    private static JobWrite moved(TrackedJob row) {
        JobStatus from = row.job().status();
        JobStatus to = from == Known.SCHEDULED ? Known.IN_PROGRESS : Known.SCHEDULED;
        TrackedJob moved = row.with(job(row.arn(), to), null);
        return new JobWrite(moved, List.of(JobRows.from(from.word(), moved)));
    }

    private static JobWrite found(Target target, int number) {
        JobArn arn = JobArn.parse("arn:aws:bedrock:us-east-1:" + target.accountId() + ":model-invocation-job/"
                + (100_000_000_000L + number));
        Known status = number < OPEN_JOBS ? Known.SCHEDULED : Known.COMPLETED;
        TrackedJob row = new TrackedJob(job(arn, status), JobOrigin.DISCOVERED, null, null, 0);
        return new JobWrite(row, List.of(JobRows.from(Known.SUBMITTED.word(), row)));
    }

    private static Job job(JobArn arn, JobStatus status) {
        Instant changed = START.plusSeconds(600);
        JobSnapshot snapshot = JobSnapshot.builder(arn, status, START)
                .name("nightly-embedding-of-the-catalog-" + arn.value().hashCode())
                .modelId("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0")
                .lastModifiedTime(changed)
                .counts(new RecordCounts(1000L, 1000L, 990L, 10L))
                .build();
        return new Job(snapshot, changed, changed, false, status.isTerminal() ? changed : null);
    }
}
