package io.github.bedrockbatch.journal;

import java.util.List;

/** A row to be written, with the version that it was computed from, and what is to be journaled with it. */
public record JobWrite(TrackedJob row, List<JournalEvent> events) {
    public JobWrite {
        events = List.copyOf(events);
    }
}
