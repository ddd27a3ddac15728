package io.github.bedrockbatch.store;

import io.github.bedrockbatch.poll.JournalEvent;
import io.github.bedrockbatch.poll.JournalEvent.Settled;
import io.github.bedrockbatch.poll.JournalEvent.Transitioned;
import io.github.bedrockbatch.poll.TrackedJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when the retention of what is kept counts, the same for every store. */
final class Ageing {
    private Ageing() {}

    /** The later of a job's end and its sighting; null while it runs or its final counts are awaited. */
    static @Nullable Instant prunableFrom(TrackedJob row) {
        return row.settleDue() == null ? row.job().retainedFrom() : null;
    }

    /** When an event was seen here. */
    static Instant seenAt(JournalEvent event) {
        return switch (event) {
            case Transitioned transitioned -> transitioned.transition().observedAt();
            case Settled settled -> settled.settledAt();
        };
    }
}
