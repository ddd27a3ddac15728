package io.github.bedrockbatch.manifest;

import static java.util.Comparator.comparing;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.CycleRecord;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobWrite;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TrackedJob;
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
    private static final Duration LONGEST_RUN = Duration.ofSeconds(60);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MOST_RECORDINGS = 10;

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
        Deadline deadline = Deadline.in(clock, LONGEST_RUN);
        for (TrackedJob row : due(clock.instant())) {
            if (deadline.isOver()) {
                return;
            }
            read(row);
        }
    }

    private List<TrackedJob> due(Instant now) {
        return store.load(target).jobs().values().stream()
                .filter(row -> row.manifest() instanceof Awaited awaited && awaited.isDue(now))
                .sorted(comparing(ManifestPoll::dueAt).thenComparing(TrackedJob::arn))
                .toList();
    }

    private static Instant dueAt(TrackedJob row) {
        return row.manifest() instanceof Awaited(Instant due, var attempts) ? due : Instant.MAX;
    }

    /** An attempt that was interrupted says nothing of the manifest, and is not counted. */
    private void read(TrackedJob row) {
        JobSnapshot job = row.job().snapshot();
        ManifestResult result = source.read(job, TIMEOUT);
        if (result instanceof ManifestResult.Unread && Thread.currentThread().isInterrupted()) {
            return;
        }
        TrackedJob written = record(row, result);
        if (written != null) {
            listener.attempted(job, result, written.manifest() == null);
        }
    }

    /**
     * Records what came of an attempt, on whatever the row has become meanwhile.
     *
     * @return what was written, or null if the row is gone or awaits its manifest no more
     */
    private @Nullable TrackedJob record(TrackedJob row, ManifestResult result) {
        TrackedJob current = row;
        for (int attempt = 0; attempt < MOST_RECORDINGS && current != null; attempt++) {
            JobWrite write = write(current, result);
            if (write == null) {
                return null;
            }
            CycleRecord record = new CycleRecord(target, List.of(write), List.of(), List.of(), null);
            if (store.record(record).conflicts().isEmpty()) {
                return write.row();
            }
            current = store.load(target, Set.of(row.arn())).jobs().get(row.arn());
        }
        return null;
    }

    private @Nullable JobWrite write(TrackedJob row, ManifestResult result) {
        if (!(row.manifest() instanceof Awaited awaited)) {
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
