package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;
import java.time.Duration;
import java.util.List;

/**
 * How a cycle went.
 *
 * @param stale answers that were older than what was known
 * @param invalid items of List that could not be read
 * @param reason what failed, for people, with numbers and names of jobs that may differ from cycle to cycle
 * @param causes of what failed, which are the same as long as the same things fail
 */
public record CycleResult(
        Target target,
        Outcome outcome,
        Duration duration,
        int plannedRequests,
        int stale,
        int invalid,
        String reason,
        List<String> causes) {
    public CycleResult {
        causes = List.copyOf(causes);
    }

    /** Makes the result of a cycle with one cause, or none. */
    public CycleResult(
            Target target,
            Outcome outcome,
            Duration duration,
            int plannedRequests,
            int stale,
            int invalid,
            String reason) {
        this(target, outcome, duration, plannedRequests, stale, invalid, reason, List.of(reason));
    }

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
