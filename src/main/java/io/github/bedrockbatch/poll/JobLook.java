package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.CycleRecord;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobWrite;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A look at single jobs between the cycles: one Get each. It records jobs, and nothing of how far polling has come. */
final class JobLook {
    private static final int MOST_RECORDINGS = 3;

    /** What the service says of a name that cannot be one of its jobs. */
    static final String NO_JOB = "ValidationException";

    private final Target target;
    private final JobSource source;
    private final JobStore store;
    private final Deadline deadline;
    private final JobRules assessment;
    private final CycleAnswers looks;
    private final Map<JobArn, LookOutcome> outcomes = new HashMap<>();

    JobLook(
            Target target,
            Watches watches,
            JobSource source,
            JobStore store,
            Instant now,
            Deadline deadline,
            TargetState state) {
        this.target = target;
        this.source = source;
        this.store = store;
        this.deadline = deadline;
        this.assessment = new JobRules(state, watches, now, null);
        this.looks = new CycleAnswers(state, now);
    }

    LookResult at(Set<JobArn> arns) {
        arns.stream().sorted().forEach(arn -> outcomes.put(arn, look(arn)));
        int stale = stale();
        record();
        return new LookResult(outcomes, stale);
    }

    private LookOutcome look(JobArn arn) {
        if (!assessment.mayBeWatched(arn)) {
            return LookOutcome.IGNORED;
        }
        if (deadline.isOver()) {
            return LookOutcome.FAILED;
        }
        FetchResult<JobSnapshot> result = source.get(arn, deadline.remaining());
        if (Thread.currentThread().isInterrupted()) {
            return LookOutcome.FAILED;
        }
        boolean found = result instanceof Found<JobSnapshot>(JobSnapshot job, Instant at) && assessment.isWatched(job);
        boolean known = assessment.isKnown(arn);
        if (found || (!(result instanceof Found<JobSnapshot>) && assessment.isAwaited(arn))) {
            looks.got(arn, result);
        }
        return outcome(result, found, known);
    }

    private static LookOutcome outcome(FetchResult<JobSnapshot> result, boolean found, boolean known) {
        return switch (result) {
            case Found<JobSnapshot> answer -> found ? LookOutcome.RECORDED : LookOutcome.IGNORED;
            case NotFound<JobSnapshot> absent -> known ? LookOutcome.RECORDED : LookOutcome.IGNORED;
            case FetchResult.Denied<JobSnapshot> denied -> LookOutcome.FAILED;
            case Failed<JobSnapshot> failed ->
                !known && failed.code().equals(NO_JOB) ? LookOutcome.IGNORED : LookOutcome.FAILED;
        };
    }

    private int stale() {
        return (int) looks.snapshots().stream()
                .filter(snapshot -> assessment.observe(snapshot) instanceof Observation.Stale)
                .count();
    }

    private void record() {
        Set<JobArn> open = looks.snapshots().stream().map(JobSnapshot::arn).collect(Collectors.toSet());
        List<LookupStatus> lookups = looks.changedLookups(assessment.watches());
        JobRules current = assessment(assessment.state());
        for (int attempt = 1; attempt <= MOST_RECORDINGS; attempt++) {
            List<JobWrite> writes = writes(current, open);
            if (writes.isEmpty() && lookups.isEmpty()) {
                return;
            }
            open = store.record(new CycleRecord(target, writes, lookups, List.of(), null))
                    .conflicts();
            if (open.isEmpty()) {
                return;
            }
            lookups = List.of();
            current = assessment(store.load(target, open));
        }
        open.forEach(arn -> outcomes.put(arn, LookOutcome.FAILED));
    }

    private JobRules assessment(TargetState state) {
        return new JobRules(state, assessment.watches(), assessment.now(), looks.serverTime());
    }

    private List<JobWrite> writes(JobRules current, Set<JobArn> arns) {
        return arns.stream()
                .sorted()
                .map(arn -> write(current, arn))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable JobWrite write(JobRules current, JobArn arn) {
        JobSnapshot snapshot = looks.snapshot(arn);
        return snapshot == null ? null : current.write(snapshot, true);
    }
}
