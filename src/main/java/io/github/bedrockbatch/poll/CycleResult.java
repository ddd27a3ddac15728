package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.ErrorCodes;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a cycle went.
 *
 * @param stale answers that were older than what was known
 * @param invalid items of List that could not be read
 * @param reason what failed, for people, with numbers and names of jobs that may differ from cycle to cycle
 * @param causes of what failed, which are the same as long as the same things fail
 * @param codes of what failed, each one of {@link ErrorCodes}
 */
public record CycleResult(
        Target target,
        Outcome outcome,
        Duration duration,
        int plannedRequests,
        int stale,
        int invalid,
        String reason,
        List<String> causes,
        Set<String> codes) {
    public CycleResult {
        causes = List.copyOf(causes);
        codes = Set.copyOf(codes);
    }

    /** Makes the result of a cycle in which nothing failed, or something that AWS has no code for. */
    public CycleResult(
            Target target,
            Outcome outcome,
            Duration duration,
            int plannedRequests,
            int stale,
            int invalid,
            String reason,
            List<String> causes) {
        this(
                target,
                outcome,
                duration,
                plannedRequests,
                stale,
                invalid,
                reason,
                causes,
                causes.isEmpty() ? Set.of() : Set.of(ErrorCodes.OTHER));
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
