package io.github.bedrockbatch.poll;

import java.time.Duration;

/**
 * How a cycle went.
 *
 * @param stale answers that were older than what was known
 * @param invalid items of List that could not be read
 */
public record CycleResult(
        Target target, Outcome outcome, Duration duration, int plannedRequests, int stale, int invalid, String reason) {
    /** Success: all was seen. Partial: something was. Error: nothing was. */
    public enum Outcome {
        SUCCESS,
        PARTIAL,
        ERROR
    }
}
