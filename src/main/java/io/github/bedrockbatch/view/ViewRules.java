package io.github.bedrockbatch.view;

import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the jobs in the store are shown.
 *
 * @param terminalRetention how long a finished job is shown, from its end or its sighting, the later
 * @param maxJobs the maximum number of jobs. Beyond it, finished jobs and those in unknown statuses are dropped
 */
public record ViewRules(Duration terminalRetention, int maxJobs) {
    /** Returns when a job is no longer shown; null while it has neither ended nor been given up or abandoned. */
    @Nullable
    Instant expiry(TrackedJob row) {
        Instant from = row.job().retainedFrom();
        return from == null ? null : from.plus(terminalRetention);
    }

    boolean isExpired(TrackedJob row, Instant now) {
        Instant expiry = expiry(row);
        return expiry != null && !expiry.isAfter(now);
    }
}
