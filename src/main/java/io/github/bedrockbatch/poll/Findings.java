package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.journal.JobWrite;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.watch.Watches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cycle found, and what is to be written of it.
 *
 * @param walk null when List was not asked
 * @param interrupted whether the program's end left something unasked
 */
record Findings(CycleAnswers looks, ListWalk.@Nullable Result walk, boolean interrupted) {
    /** Returns how many snapshots are older than what is known. */
    int stale(JobRules assessment) {
        return (int) looks.snapshots().stream()
                .filter(snapshot -> assessment.observe(snapshot) instanceof Observation.Stale)
                .count();
    }

    /** Returns what is to be written of jobs that were seen. */
    List<JobWrite> writes(JobRules assessment, Collection<JobArn> arns) {
        return writes(arns, arn -> write(assessment, arn));
    }

    /** Returns what is to be written of jobs whose final counts were asked for, whether they came or not. */
    List<JobWrite> settlements(JobRules assessment, Collection<JobArn> arns) {
        return writes(arns, arn -> settlement(assessment, arn));
    }

    private static List<JobWrite> writes(Collection<JobArn> arns, Function<JobArn, @Nullable JobWrite> write) {
        return arns.stream().sorted().map(write).filter(Objects::nonNull).toList();
    }

    private @Nullable JobWrite write(JobRules assessment, JobArn arn) {
        JobSnapshot snapshot = looks.snapshot(arn);
        return snapshot == null ? null : assessment.write(snapshot, looks.isComplete(arn));
    }

    private @Nullable JobWrite settlement(JobRules assessment, JobArn arn) {
        TrackedJob row = assessment.state().jobs().get(arn);
        if (row == null || row.settleDue() == null || looks.isComplete(arn)) {
            return write(assessment, arn);
        }
        JobSnapshot snapshot = looks.snapshot(arn);
        return snapshot == null || assessment.isSettledStatus(snapshot, row)
                ? assessment.settleWithout(row, looks.isGone(arn))
                : assessment.write(snapshot, false);
    }

    /**
     * Returns how far the walks of each selector, and of the named jobs, have come. A walk that began in AWS's future, as our
     * clock is ahead, has shown nothing.
     */
    List<WalkProgress> walks(Watches watches, @Nullable Instant walkFrom, Instant startedAt) {
        if (walk == null || !walk.isComplete() || walk.beganAt() == null) {
            return List.of();
        }
        if (walkFrom != null && walk.beganAt().isBefore(walkFrom)) {
            return List.of();
        }
        // A clock of AWS's that is ahead of ours, by a Date header that is wrong, must not let later walks begin in the
        // future.
        Instant beganAt = walk.beganAt().isAfter(startedAt) ? startedAt : walk.beganAt();
        int pages = Math.max(1, walk.pages());
        List<WalkProgress> walks = new ArrayList<>();
        watches.selectors().forEach(selector -> walks.add(new WalkProgress(selector.key(), beganAt, pages)));
        walks.add(new WalkProgress(Watches.CONFIGURED, beganAt, pages));
        return walks;
    }

    Outcome outcome() {
        if (looks.failures().isEmpty()) {
            return Outcome.SUCCESS;
        }
        if (interrupted) {
            return Outcome.INTERRUPTED;
        }
        return looks.isNothingSeen() ? Outcome.ERROR : Outcome.PARTIAL;
    }
}
