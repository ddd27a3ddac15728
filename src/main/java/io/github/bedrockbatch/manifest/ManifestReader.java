package io.github.bedrockbatch.manifest;

import static java.util.Comparator.comparing;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.LeaseHolder.Tenure;
import io.github.bedrockbatch.journal.LeaseLostException;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.poll.Deadline;
import io.github.bedrockbatch.poll.JobRecorder;
import io.github.bedrockbatch.source.RequestCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads output manifests. It is apart from the polling: trouble with S3 holds up no cycle. All that it knows is in the store,
 * so that a restart makes no difference. Thread-safe.
 *
 * @param steady a clock that never jumps, by which the length of a run is limited
 */
public record ManifestReader(
        Function<Target, ManifestSource> sources,
        JobStore store,
        InstantSource clock,
        InstantSource steady,
        LeaseHolder leases,
        List<ManifestListener> listeners) {
    /** How long a run begins new attempts; what is due then is left to the next one. */
    private static final Duration MAX_RUN = Duration.ofSeconds(60);

    private static final String LEASE = "manifests of ";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /**
     * Reads the manifests of a target that are due, those first that have been so for longest. It reads none while another thread
     * or another process does.
     *
     * @throws StoreException if what was read could not be recorded: it is then read again by a later run
     */
    public void read(Target target) {
        ReentrantLock turn = leases.turn(LEASE + target.name());
        if (!turn.tryLock()) {
            return;
        }
        try {
            leases.take(LEASE + target.name()).ifPresent(tenure -> read(tenure, target));
        } finally {
            turn.unlock();
        }
    }

    private void read(Tenure tenure, Target target) {
        try (tenure) {
            read(target, tenure);
        } catch (LeaseLostException e) {
            // Whoever holds it by now reads what is due.
            return;
        }
    }

    private void read(Target target, Tenure tenure) {
        Deadline deadline = Deadline.in(steady, MAX_RUN);
        TargetState state = store.load(target);
        JobRecorder recorder = new JobRecorder(target, store, tenure.fence(), state);
        ManifestSource source = leased(sources.apply(target), tenure);
        for (JobSnapshot job : due(state, clock.instant())) {
            if (deadline.isOver()) {
                return;
            }
            read(job, source, recorder);
        }
    }

    private static ManifestSource leased(ManifestSource source, Tenure tenure) {
        return (job, timeout) -> RequestCheck.during(tenure::require, () -> source.read(job, timeout));
    }

    private static List<JobSnapshot> due(TargetState state, Instant now) {
        return state.jobs().values().stream()
                .filter(row -> row.manifest() instanceof Awaited awaited && awaited.isDue(now))
                .sorted(comparing(ManifestReader::dueAt).thenComparing(TrackedJob::arn))
                .map(row -> row.job().snapshot())
                .toList();
    }

    private static Instant dueAt(TrackedJob row) {
        return row.manifest() instanceof Awaited(Instant due, var attempts) ? due : Instant.MAX;
    }

    /**
     * Reads a manifest, and records what came of it on whatever the row has become meanwhile. An attempt that was interrupted
     * says nothing of the manifest, and is not counted.
     */
    private void read(JobSnapshot job, ManifestSource source, JobRecorder recorder) {
        ManifestResult result = source.read(job, TIMEOUT);
        if (result instanceof ManifestResult.Unread && Thread.currentThread().isInterrupted()) {
            return;
        }
        for (JobWrite write : recorder.record(
                Set.of(job.arn()), (state, arn) -> judge(state.jobs().get(arn), result))) {
            boolean gaveUp = write.row().manifest() == null;
            listeners.forEach(listener -> listener.attempted(job, result, gaveUp));
        }
    }

    /** Returns what is to be written of an attempt; null if the row is gone or awaits its manifest no more. */
    private @Nullable JobWrite judge(@Nullable TrackedJob row, ManifestResult result) {
        if (row == null || !(row.manifest() instanceof Awaited awaited)) {
            return null;
        }
        Instant now = clock.instant();
        return switch (result) {
            case ManifestResult.Read(var tokens) ->
                new JobWrite(
                        row.withManifest(new ManifestState.Read(tokens)),
                        List.of(new ManifestRead(row.job().snapshot(), tokens, now)));
            case ManifestResult.Unread unread -> new JobWrite(row.withManifest(awaited.putOff(now)), List.of());
        };
    }
}
