package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The steps of a cycle that ask for tags. Nothing that was seen waits long for an answer to be recorded. */
final class TagSteps {
    private final CycleTags tags;
    private final JobRecorder recorder;
    private final CycleAnswers answers;
    private final CycleLimits limits;
    private final JobRecorder.Judge judge;
    private final Set<JobArn> waited = new HashSet<>();

    TagSteps(CycleTags tags, JobRecorder recorder, CycleAnswers answers, CycleLimits limits, JobRecorder.Judge judge) {
        this.tags = tags;
        this.recorder = recorder;
        this.answers = answers;
        this.limits = limits;
        this.judge = judge;
    }

    /**
     * Asks for the tags of new jobs, so that these are recorded with them. All other jobs are recorded first, but for those whose reason is
     * to be asked for. New jobs wait a short time only, and once.
     */
    void askForNewJobs() {
        Set<JobArn> due = new LinkedHashSet<>(tags.due());
        due.removeAll(waited);
        if (!due.isEmpty()) {
            waited.addAll(due);
            recordAllBut(due);
            tags.ask(due, limits.tags());
        }
    }

    /** Asks for the tags of the jobs that are still undecided, as long as it takes within limits, once all else of the walk is recorded. */
    void decide() {
        Set<JobArn> undecided = tags.undecided();
        if (undecided.isEmpty()) {
            return;
        }
        recordAllBut(Set.of());
        tags.ask(undecided, limits.reasons());
        Set<JobArn> left = tags.undecided();
        if (!left.isEmpty()) {
            answers.failures().add(tags.failureCode(), tags.failureCause(), left);
        }
    }

    /** Asks for tags that may have changed, and for those that there was no time for. All else of the cycle is recorded by then. */
    void refresh(boolean hintedOnly) {
        Set<JobArn> due = tags.dueLater(hintedOnly);
        if (!due.isEmpty()) {
            recorder.record(tags.ask(due, limits.share()), judge);
        }
        tags.forgetOthers();
    }

    private void recordAllBut(Set<JobArn> excluded) {
        Set<JobArn> others = new HashSet<>(answers.seen());
        others.removeAll(excluded);
        others.removeAll(answers.lackingReason(tags.rules()));
        recorder.record(others, judge);
    }
}
