package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a cycle of one target, or a reading of its manifests, found: to be recorded in one transaction.
 *
 * @param lastSuccess replaces the time of the target's last success, by our clock; null leaves it as it is
 * @param intervals replace those of the target's polls; null leaves them as they are
 * @param lease without which it is refused; null where it needs none
 */
public record Recording(
        Target target,
        List<JobWrite> jobs,
        List<LookupStatus> lookups,
        List<WalkProgress> walks,
        @Nullable Instant lastSuccess,
        @Nullable PollIntervals intervals,
        @Nullable Lease lease) {
    public Recording {
        jobs = List.copyOf(jobs);
        lookups = List.copyOf(lookups);
        walks = List.copyOf(walks);
    }

    /** Makes one that leaves the intervals as they are. */
    public Recording(
            Target target,
            List<JobWrite> jobs,
            List<LookupStatus> lookups,
            List<WalkProgress> walks,
            @Nullable Instant lastSuccess,
            @Nullable Lease lease) {
        this(target, jobs, lookups, walks, lastSuccess, null, lease);
    }

    /** Makes one of intervals alone. */
    public static Recording of(Target target, PollIntervals intervals, @Nullable Lease lease) {
        return new Recording(target, List.of(), List.of(), List.of(), null, intervals, lease);
    }

    /** Makes one that needs no lease. */
    public Recording(
            Target target,
            List<JobWrite> jobs,
            List<LookupStatus> lookups,
            List<WalkProgress> walks,
            @Nullable Instant lastSuccess) {
        this(target, jobs, lookups, walks, lastSuccess, null, null);
    }

    /** Returns whether there is nothing to record. */
    public boolean isEmpty() {
        return jobs.isEmpty() && lookups.isEmpty() && walks.isEmpty() && lastSuccess == null && intervals == null;
    }

    /** A row to be written, with the version that it was computed from, and what is to be journaled with it. */
    public record JobWrite(TrackedJob row, List<JournalEvent> events) {
        public JobWrite {
            events = List.copyOf(events);
        }
    }
}
