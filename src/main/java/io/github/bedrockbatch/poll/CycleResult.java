package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;
import java.time.Duration;

/**
 * How a cycle went.
 *
 * @param stale answers that were older than what was known
 * @param invalid items of List that could not be read
 */
public record CycleResult(
        Target target, Outcome outcome, Duration duration, int plannedRequests, int stale, int invalid, String reason) {
    /** Of a cycle that could not be recorded. */
    static CycleResult failed(Target target, Duration duration, String reason) {
        return new CycleResult(target, Outcome.ERROR, duration, 0, 0, 0, reason);
    }

    /** Success: all was seen. Partial: something was. Error: nothing was. Interrupted: the program ended before all was seen. */
    public enum Outcome {
        SUCCESS,
        PARTIAL,
        ERROR,
        INTERRUPTED
    }
}
