package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The result of a refresh of jobs that queue messages named.
 *
 * @param outcomes the outcome of each of these jobs
 * @param stale the number of answers that were older than what was known, if the refresh was not part of a cycle
 */
public record HintResult(Map<JobArn, HintOutcome> outcomes, int stale) {
    /** What became of one job. */
    public enum HintOutcome {
        /** AWS was asked for a job that is watched, and what is new about it is recorded. */
        RECORDED,
        /** No watch covers it, or there is no such job: nothing is to be done. */
        IGNORED,
        /** It could not be asked for now. */
        FAILED
    }

    public HintResult {
        outcomes = Map.copyOf(outcomes);
    }

    /** Returns the same outcome for all. */
    public static HintResult of(Collection<JobArn> arns, HintOutcome outcome) {
        return new HintResult(arns.stream().collect(Collectors.toMap(Function.identity(), arn -> outcome)), 0);
    }
}
