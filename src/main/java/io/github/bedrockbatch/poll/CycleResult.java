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

    /**
     * Success: all was seen and recorded. Partial: something was. Error: nothing was. Interrupted: the program ended before
     * all was seen.
     */
    public enum Outcome {
        SUCCESS,
        PARTIAL,
        ERROR,
        INTERRUPTED
    }
}
