package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a cycle of one target, or a reading of its manifests, found: to be recorded in one transaction.
 *
 * @param lastSuccess replaces the time of the target's last success, by our clock; null leaves it as it is
 */
public record Recording(
        Target target,
        List<JobWrite> jobs,
        List<LookupStatus> lookups,
        List<WalkProgress> walks,
        @Nullable Instant lastSuccess) {
    public Recording {
        jobs = List.copyOf(jobs);
        lookups = List.copyOf(lookups);
        walks = List.copyOf(walks);
    }

    /** Returns whether there is nothing to record. */
    public boolean isEmpty() {
        return jobs.isEmpty() && lookups.isEmpty() && walks.isEmpty() && lastSuccess == null;
    }

    /** A row to be written, with the version that it was computed from, and what is to be journaled with it. */
    public record JobWrite(TrackedJob row, List<JournalEvent> events) {
        public JobWrite {
            events = List.copyOf(events);
        }
    }
}
