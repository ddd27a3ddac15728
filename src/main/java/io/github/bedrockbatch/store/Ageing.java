package io.github.bedrockbatch.store;

import io.github.bedrockbatch.poll.JournalEvent;
import io.github.bedrockbatch.poll.JournalEvent.ManifestRead;
import io.github.bedrockbatch.poll.JournalEvent.Settled;
import io.github.bedrockbatch.poll.JournalEvent.Transitioned;
import io.github.bedrockbatch.poll.ManifestState;
import io.github.bedrockbatch.poll.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when the retention of what is kept counts, the same for every store. */
final class Ageing {
    /** How much longer a job is kept whose output manifest is awaited: not for ever, as nobody may read it any more. */
    static final Duration MANIFEST_GRACE = Duration.ofDays(1);

    private Ageing() {}

    /**
     * The later of a job's end and its sighting, a day later while its output manifest is awaited; null while it runs or
     * its final counts are awaited.
     */
    static @Nullable Instant prunableFrom(TrackedJob row) {
        Instant from = row.settleDue() == null ? row.job().retainedFrom() : null;
        return from != null && row.manifest() instanceof ManifestState.Awaited ? from.plus(MANIFEST_GRACE) : from;
    }

    /** When an event was seen here. */
    static Instant seenAt(JournalEvent event) {
        return switch (event) {
            case Transitioned transitioned -> transitioned.transition().observedAt();
            case Settled settled -> settled.settledAt();
            case ManifestRead read -> read.readAt();
        };
    }
}
