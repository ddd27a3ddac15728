package io.github.bedrockbatch.job;

import java.time.Duration;
import java.time.Instant;

/**
 * A job's change from one status to another.
 *
 * @param job the job as it was seen in the new status
 * @param previousStatusAt when it came into the status that it left
 * @param changedAt when it changed, by AWS's clock
 * @param observedAt when the cycle that saw the change began, by our clock
 */
public record Transition(
        JobSnapshot job,
        JobStatus from,
        JobStatus to,
        TransitionKind kind,
        Instant previousStatusAt,
        Instant changedAt,
        Instant observedAt) {

    /** Returns an id that is the same whoever sees the transition: 32 hexadecimal digits of a hash of (ARN, from, to, time). */
    public String id() {
        return StableId.of(job.arn().value(), from.word(), to.word(), changedAt.toString());
    }

    /** Returns the time from the change to its sighting; 0 where the server's clock is ahead of ours. */
    public Duration detectionDelay() {
        return nonNegative(changedAt, observedAt);
    }

    /** Returns how long the job was in the status that it left; never negative. */
    public Duration inPreviousStatus() {
        return nonNegative(previousStatusAt, changedAt);
    }

    /** Returns the time from the job's submission to the change; never negative. */
    public Duration sinceSubmit() {
        return nonNegative(job.submitTime(), changedAt);
    }

    private static Duration nonNegative(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
