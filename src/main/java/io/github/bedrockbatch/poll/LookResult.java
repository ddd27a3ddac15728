package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What came of a look at jobs that were hinted at.
 *
 * @param outcomes of every one of them
 * @param stale answers that were older than what was known, where they were no cycle's
 */
public record LookResult(Map<JobArn, LookOutcome> outcomes, int stale) {
    public LookResult {
        outcomes = Map.copyOf(outcomes);
    }

    /** The same outcome for all. */
    public static LookResult of(Collection<JobArn> arns, LookOutcome outcome) {
        return of(arns, arn -> outcome);
    }

    static LookResult of(Collection<JobArn> arns, Function<JobArn, LookOutcome> outcome) {
        return new LookResult(arns.stream().collect(Collectors.toMap(Function.identity(), outcome)), 0);
    }
}
