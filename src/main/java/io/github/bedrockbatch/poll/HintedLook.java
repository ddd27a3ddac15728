package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.source.JobSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The part of a cycle that is owed to hints. List may lag behind the event: a job that the walk did not show as its hint
 * tells is asked for by Get.
 */
final class HintedLook {
    /** Many hints are to cost no more than a walk and a few requests, which the usual rate allows in two seconds. */
    private static final int MOST_GETS = 10;

    private final HintedJobs hinted;
    private final JobRules assessment;
    private final CycleAnswers looks;
    private final Set<JobArn> listed = new HashSet<>();
    private final Map<JobArn, LookOutcome> outcomes = new HashMap<>();
    private boolean listFailed;
    private int gets;

    HintedLook(HintedJobs hinted, JobRules assessment, CycleAnswers looks) {
        this.hinted = hinted;
        this.assessment = assessment;
        this.looks = looks;
    }

    /** Takes what the walk showed, of watched jobs and of others. */
    void walked(ListWalk.Result walk) {
        walk.jobs().stream().map(JobSnapshot::arn).forEach(listed::add);
        listFailed = !walk.isComplete();
    }

    /** Asks for the jobs of which the hints tell more than the looks; not where List has just failed. */
    void ask(JobSource source, Deadline deadline) {
        hinted.arns().stream()
                .sorted(Comparator.comparing(this::isStrange).thenComparing(Comparator.naturalOrder()))
                .filter(this::isDoubtful)
                .forEach(arn -> outcomes.put(arn, isOver(deadline) ? LookOutcome.FAILED : ask(source, arn, deadline)));
    }

    private boolean isOver(Deadline deadline) {
        return listFailed || gets == MOST_GETS || deadline.isOver();
    }

    private boolean isDoubtful(JobArn arn) {
        JobSnapshot seen = looks.snapshot(arn);
        if (seen == null) {
            return assessment.mayBeWatched(arn) && !listed.contains(arn) && !looks.isAsked(arn) && !hasEnded(arn);
        }
        return !looks.isComplete(arn) && hinted.tellMore(arn, assessment.statusAfter(seen));
    }

    /** Whether it may be no job of ours; what surely is one goes first. */
    private boolean isStrange(JobArn arn) {
        return !looks.isSeen(arn) && !assessment.isKnown(arn);
    }

    private boolean hasEnded(JobArn arn) {
        JobStatus status = assessment.status(arn);
        return status != null && status.isTerminal();
    }

    private LookOutcome ask(JobSource source, JobArn arn, Deadline deadline) {
        gets++;
        FetchResult<JobSnapshot> result = source.get(arn, deadline.remaining());
        return switch (result) {
            case Found<JobSnapshot>(JobSnapshot job, Instant at)
            when assessment.isWatched(job) -> {
                looks.got(arn, result);
                yield LookOutcome.RECORDED;
            }
            case Found<JobSnapshot> unwatched -> LookOutcome.IGNORED;
            case NotFound<JobSnapshot> absent -> absent(arn);
            case Denied<JobSnapshot> denied -> LookOutcome.FAILED;
            case Failed<JobSnapshot>(String code, String reason) ->
                code.equals(JobLook.NO_JOB) ? absent(arn) : LookOutcome.FAILED;
        };
    }

    private LookOutcome absent(JobArn arn) {
        return isStrange(arn) ? LookOutcome.IGNORED : LookOutcome.FAILED;
    }

    /** What the cycle means for a job, once it is recorded but for those that were in conflict to the last. */
    LookOutcome outcome(JobArn arn, Set<JobArn> conflicts) {
        LookOutcome asked = outcomes.get(arn);
        if (conflicts.contains(arn)) {
            return LookOutcome.FAILED;
        }
        if (asked != null) {
            return asked;
        }
        if (looks.isSeen(arn) || hasEnded(arn)) {
            return LookOutcome.RECORDED;
        }
        return looks.isAsked(arn) ? LookOutcome.FAILED : LookOutcome.IGNORED;
    }
}
