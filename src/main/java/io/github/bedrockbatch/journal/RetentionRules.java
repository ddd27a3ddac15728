package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when the retention of what is kept counts, the same for every store. */
public final class RetentionRules {
    /** How much longer a job is kept whose output manifest is awaited: not for ever, as nobody may read it any more. */
    static final Duration MANIFEST_GRACE = Duration.ofDays(1);

    private RetentionRules() {}

    /** Returns whether a cycle has to know a row without being asked for the job: it runs, or something of it is awaited. */
    public static boolean isOpen(TrackedJob row) {
        return isRunning(row) || row.settleDue() != null || row.manifest() instanceof ManifestState.Awaited;
    }

    /** Returns whether a job has neither ended nor been given up. */
    public static boolean isRunning(TrackedJob row) {
        return !row.job().status().isTerminal() && row.job().givenUpAt() == null;
    }

    /**
     * Returns the later of a job's end and its sighting, or when it was given up or abandoned. It is a day later while the job's
     * output manifest is awaited, and null while the job runs or its final counts are awaited.
     */
    public static @Nullable Instant prunableFrom(TrackedJob row) {
        Instant from = row.settleDue() == null ? row.job().retainedFrom() : null;
        return from != null && row.manifest() instanceof ManifestState.Awaited ? from.plus(MANIFEST_GRACE) : from;
    }

    /** Returns when an event was seen here. */
    public static Instant seenAt(JournalEvent event) {
        return switch (event) {
            case Transitioned transitioned -> transitioned.transition().observedAt();
            case Settled settled -> settled.settledAt();
            case ManifestRead read -> read.readAt();
        };
    }
}
