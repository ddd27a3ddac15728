package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.JobSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The questions of a cycle for single jobs: those that the walk did not show, those that ended, and those of which hints tell more. */
final class CycleGets {
    private final JobSource source;
    private final CycleLimits limits;
    private final PollPlan plan;
    private final CycleAnswers answers;
    private final CycleHints hints;
    private final CycleTags tags;
    private final Map<JobArn, Found<JobSnapshot>> undecided = new LinkedHashMap<>();

    CycleGets(
            JobSource source,
            CycleLimits limits,
            PollPlan plan,
            CycleAnswers answers,
            CycleHints hints,
            CycleTags tags) {
        this.source = source;
        this.limits = limits;
        this.plan = plan;
        this.answers = answers;
        this.hints = hints;
        this.tags = tags;
    }

    /** Asks why jobs ended of which it was decided late that they are watched. */
    void lateReasons(Set<JobArn> asked) {
        Set<JobArn> late = new HashSet<>(answers.lackingReason(tags.rules()));
        late.removeAll(asked);
        all(late, limits.share());
    }

    /** Asks for jobs that the walk did not show. */
    void notListed(List<JobArn> arns, Deadline until) {
        Collection<JobArn> left = all(arns, until);
        if (!left.isEmpty()) {
            answers.failures().add("not asked for: the poll ran out of time", left);
        }
    }

    /** Asks for jobs of which hints tell more than the walk showed, but not where List has just failed. */
    void doubted() {
        if (!plan.hintedOnly() && answers.walk().isComplete()) {
            all(hints.doubt(tags.rules()), limits.reasons());
        }
    }

    /**
     * Asks for jobs one by one, then for the tags of all that are undecided at once. Returns those for which no time was left. An interrupted
     * Get was none.
     */
    Collection<JobArn> all(Collection<JobArn> arns, Deadline until) {
        Deque<JobArn> left = new ArrayDeque<>(arns);
        while (!left.isEmpty() && !until.isOver() && one(left.getFirst(), until)) {
            left.removeFirst();
        }
        decide();
        return left;
    }

    /** Asks for a job, and returns whether that was not interrupted. */
    boolean one(JobArn arn, Deadline until) {
        FetchResult<JobSnapshot> result = source.get(arn, until.remaining());
        if (result instanceof NoAnswer<JobSnapshot> && Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (result instanceof Found<JobSnapshot> found && tags.rules().isUndecided(found.value())) {
            undecided.put(arn, found);
        } else {
            took(arn, result);
        }
        return true;
    }

    private void decide() {
        if (!undecided.isEmpty()) {
            tags.askForUnlisted(undecided.values().stream().map(Found::value).toList(), limits.tags());
            undecided.forEach(this::took);
            undecided.clear();
        }
    }

    private void took(JobArn arn, FetchResult<JobSnapshot> result) {
        JobRules rules = tags.rules();
        if (hints.got(arn, result, rules)) {
            answers.got(arn, result, rules.state().lookups().get(arn));
        }
    }
}
