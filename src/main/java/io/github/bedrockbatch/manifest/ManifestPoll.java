package io.github.bedrockbatch.manifest;

import static java.util.Comparator.comparing;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.CycleRecord.JobWrite;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.poll.CycleRecorder;
import io.github.bedrockbatch.poll.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one target's output manifests. It is apart from the polling: trouble with S3 holds up no cycle. All that
 * it knows is in the store, so that a restart makes no difference.
 */
public final class ManifestPoll {
    /** How long a run begins new attempts; what is due then is left to the next one. */
    private static final Duration MAX_RUN = Duration.ofSeconds(60);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Target target;
    private final ManifestSource source;
    private final JobStore store;
    private final InstantSource clock;
    private final ManifestListener listener;

    public ManifestPoll(
            Target target, ManifestSource source, JobStore store, InstantSource clock, ManifestListener listener) {
        this.target = target;
        this.source = source;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Reads the manifests that are due, those first that have been so for longest.
     *
     * @throws StoreException if what was read could not be recorded: it is then read again by a later run
     */
    public synchronized void run() {
        Deadline deadline = Deadline.in(clock, MAX_RUN);
        TargetState state = store.load(target);
        CycleRecorder recorder = new CycleRecorder(target, store, state);
        for (JobSnapshot job : due(state, clock.instant())) {
            if (deadline.isOver()) {
                return;
            }
            read(job, recorder);
        }
    }

    private static List<JobSnapshot> due(TargetState state, Instant now) {
        return state.jobs().values().stream()
                .filter(row -> row.manifest() instanceof Awaited awaited && awaited.isDue(now))
                .sorted(comparing(ManifestPoll::dueAt).thenComparing(TrackedJob::arn))
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
    private void read(JobSnapshot job, CycleRecorder recorder) {
        ManifestResult result = source.read(job, TIMEOUT);
        if (result instanceof ManifestResult.Unread && Thread.currentThread().isInterrupted()) {
            return;
        }
        recorder.record(Set.of(job.arn()), (state, arn) -> write(state.jobs().get(arn), result))
                .forEach(write -> listener.attempted(job, result, write.row().manifest() == null));
    }

    /** Returns what is to be written of an attempt; null if the row is gone or awaits its manifest no more. */
    private @Nullable JobWrite write(@Nullable TrackedJob row, ManifestResult result) {
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
