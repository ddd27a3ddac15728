package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a cycle owes to hints: which jobs they make it ask for, and what its answers mean for them. A cycle for hinted jobs alone is no poll,
 * but asks for hinted jobs alone.
 */
final class CycleHints {
    /** Many hints are to cost no more than a walk and a few requests, which the usual rate allows in two seconds. */
    private static final int MAX_DOUBTED = 10;

    private final HintedJobs hinted;
    private final boolean hintedOnly;
    private final CycleAnswers answers;
    private final Set<JobArn> doubted = new HashSet<>();
    private final Map<JobArn, HintOutcome> outcomes = new HashMap<>();

    CycleHints(HintedJobs hinted, boolean hintedOnly, CycleAnswers answers) {
        this.hinted = hinted;
        this.hintedOnly = hintedOnly;
        this.answers = answers;
    }

    /**
     * Returns the jobs to ask for because the hints tell more of them than the walk showed, which may lag behind the event:
     * what surely is a job of ours first.
     */
    List<JobArn> doubt(JobRules rules) {
        List<JobArn> first = hinted.arns().stream()
                .filter(arn -> !outcomes.containsKey(arn) && isDoubtful(arn, rules))
                .sorted(Comparator.comparing((JobArn arn) -> !answers.isSeen(arn) && !rules.isKnown(arn))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_DOUBTED)
                .toList();
        doubted.addAll(first);
        return first;
    }

    /**
     * Takes what came of a Get, and returns whether it concerns polling too. A hint may name any job, and that a job cannot be
     * looked at is no failure of polling.
     */
    boolean got(JobArn arn, FetchResult<JobSnapshot> result, JobRules rules) {
        boolean hintsAlone = hintedOnly || doubted.contains(arn);
        if (hintsAlone || !answers.isSeen(arn)) {
            outcomes.put(arn, rules.hintOutcome(arn, result));
        }
        return !hintsAlone
                || switch (result) {
                    case Found<JobSnapshot> found -> outcomes.get(arn) == HintOutcome.RECORDED;
                    case NotFound<JobSnapshot> absent -> rules.isAwaited(arn);
                    case NoAnswer<JobSnapshot> none -> hintedOnly && rules.isAwaited(arn);
                };
    }

    /** Returns what the cycle means for a job, once it is recorded. */
    HintOutcome outcome(JobArn arn, JobRules rules) {
        HintOutcome asked = outcomes.get(arn);
        if (asked != null) {
            return asked;
        }
        if (hintedOnly ? rules.mayBeWatched(arn) : isDoubtful(arn, rules)) {
            return HintOutcome.FAILED;
        }
        return answers.isSeen(arn) || hasEnded(arn, rules) ? HintOutcome.RECORDED : HintOutcome.IGNORED;
    }

    private boolean isDoubtful(JobArn arn, JobRules rules) {
        JobSnapshot seen = answers.snapshot(arn);
        return seen == null
                ? rules.mayBeWatched(arn) && !answers.listed().contains(arn) && !hasEnded(arn, rules)
                : !answers.isComplete(arn) && hinted.tellMore(arn, rules.statusAfter(seen));
    }

    private static boolean hasEnded(JobArn arn, JobRules rules) {
        JobStatus status = rules.status(arn);
        return status != null && status.isTerminal();
    }
}
