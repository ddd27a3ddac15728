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

    /**
     * The later of a job's end and its sighting, a day later while its output manifest is awaited; null while it runs or
     * its final counts are awaited.
     */
    public static @Nullable Instant prunableFrom(TrackedJob row) {
        Instant from = row.settleDue() == null ? row.job().retainedFrom() : null;
        return from != null && row.manifest() instanceof ManifestState.Awaited ? from.plus(MANIFEST_GRACE) : from;
    }

    /** When an event was seen here. */
    public static Instant seenAt(JournalEvent event) {
        return switch (event) {
            case Transitioned transitioned -> transitioned.transition().observedAt();
            case Settled settled -> settled.settledAt();
            case ManifestRead read -> read.readAt();
        };
    }
}
