package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.journal.CycleRecord.JobWrite;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.watch.Watches;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cycle was told so far: the newest snapshot of each job, which jobs AWS does not know, and what failed. */
final class CycleAnswers {
    private final Map<JobArn, JobSnapshot> snapshots = new LinkedHashMap<>();
    private final Set<JobArn> complete = new HashSet<>();
    private final Set<JobArn> lost = new HashSet<>();
    private final Map<JobArn, LookupStatus> lookups = new HashMap<>();
    private final CycleFailures failures = new CycleFailures();
    private final Instant now;
    private int denied;
    private @Nullable Instant serverTime;

    CycleAnswers(Instant now) {
        this.now = now;
    }

    /** Takes what List showed. */
    void listed(JobSnapshot snapshot) {
        snapshots.merge(snapshot.arn(), snapshot, CycleAnswers::newer);
        lookups.put(snapshot.arn(), LookupStatus.found(snapshot.arn()));
    }

    /** Takes AWS's clock at a walk. */
    void walkedAt(@Nullable Instant time) {
        serverTime = time;
    }

    /** Returns AWS's clock at the last answer; null before the first. */
    @Nullable
    Instant serverTime() {
        return serverTime;
    }

    /** Takes what came of a Get of a job that was looked up so before. */
    void got(JobArn arn, FetchResult<JobSnapshot> result, @Nullable LookupStatus previous) {
        switch (result) {
            case Found<JobSnapshot>(JobSnapshot snapshot, Instant answeredAt) -> {
                serverTime = answeredAt;
                found(arn, snapshot);
            }
            case NotFound<JobSnapshot> absent -> notFound(arn, previous);
            case Denied<JobSnapshot> refused -> {
                denied++;
                failed(arn, refused.cause(), previous);
            }
            case Failed<JobSnapshot> failed -> failed(arn, failed.cause(), previous);
        }
    }

    private void found(JobArn arn, JobSnapshot snapshot) {
        JobSnapshot listed = snapshots.get(arn);
        if (listed == null || !snapshot.changedAt().isBefore(listed.changedAt())) {
            snapshots.put(arn, snapshot);
            complete.add(arn);
        }
        lookups.put(arn, LookupStatus.found(arn));
    }

    private void notFound(JobArn arn, @Nullable LookupStatus previous) {
        LookupStatus lookup = LookupStatus.notFound(arn, previous, now);
        lookups.put(arn, lookup);
        if (lookup.isGivenUp(now)) {
            lost.add(arn);
        }
    }

    private void failed(JobArn arn, String cause, @Nullable LookupStatus previous) {
        lookups.put(arn, LookupStatus.failed(arn, previous));
        failures.add(cause, Set.of(arn));
    }

    CycleFailures failures() {
        return failures;
    }

    boolean isSeen(JobArn arn) {
        return snapshots.containsKey(arn);
    }

    /** Whether the job's snapshot came by Get, with all that AWS tells of it. */
    boolean isComplete(JobArn arn) {
        return complete.contains(arn);
    }

    @Nullable
    JobSnapshot snapshot(JobArn arn) {
        return snapshots.get(arn);
    }

    /** Returns the jobs that were seen. */
    Set<JobArn> seen() {
        return new HashSet<>(snapshots.keySet());
    }

    /** Returns the jobs of which there may be something to write: those that were seen, and those that are lost. */
    Set<JobArn> arns() {
        Set<JobArn> arns = seen();
        arns.addAll(lost);
        return arns;
    }

    Collection<JobSnapshot> snapshots() {
        return List.copyOf(snapshots.values());
    }

    /** Returns how many Gets AWS refused. */
    int denied() {
        return denied;
    }

    /** Returns how many snapshots are older than what is known. */
    int stale(JobRules rules) {
        return (int) snapshots.values().stream()
                .filter(snapshot -> rules.observe(snapshot) instanceof Observation.Stale)
                .count();
    }

    /** Returns what is to be written of a job that was seen, or that AWS has not known for long. */
    @Nullable
    JobWrite write(JobRules rules, JobArn arn) {
        JobSnapshot snapshot = snapshots.get(arn);
        if (snapshot != null) {
            return rules.write(snapshot, isComplete(arn));
        }
        return lost.contains(arn) ? rules.giveUp(arn) : null;
    }

    /** Returns what is to be written of a job whose final counts were asked for, whether they came or not. */
    @Nullable
    JobWrite settlement(JobRules rules, JobArn arn) {
        TrackedJob row = rules.state().jobs().get(arn);
        if (row == null || row.settleDue() == null || isComplete(arn)) {
            return write(rules, arn);
        }
        JobSnapshot snapshot = snapshots.get(arn);
        return snapshot == null || rules.isSettledStatus(snapshot, row)
                ? rules.settleWithout(row, isGone(arn))
                : rules.write(snapshot, false);
    }

    private boolean isGone(JobArn arn) {
        LookupStatus lookup = lookups.get(arn);
        return lookup != null && lookup.isGone(now);
    }

    /** Returns the lookups that differ from what the store has. */
    List<LookupStatus> changedLookups(Watches watches, TargetState state) {
        return lookups.values().stream()
                .filter(lookup -> watches.configured().contains(lookup.arn())
                        || !lookup.success()
                        || state.lookups().containsKey(lookup.arn()))
                .filter(lookup -> !lookup.equals(state.lookups().get(lookup.arn())))
                .toList();
    }

    /** Returns the outcome of the cycle, of which the program's end may have left something unasked. */
    Outcome outcome(boolean interrupted) {
        if (failures.isEmpty()) {
            return Outcome.SUCCESS;
        }
        if (interrupted) {
            return Outcome.INTERRUPTED;
        }
        return snapshots.isEmpty() ? Outcome.ERROR : Outcome.PARTIAL;
    }

    private static JobSnapshot newer(JobSnapshot one, JobSnapshot other) {
        return other.changedAt().isBefore(one.changedAt()) ? one : other;
    }
}
