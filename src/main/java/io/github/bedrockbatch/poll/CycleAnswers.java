package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cycle was told so far: what List showed, the newest snapshot of each job, which jobs AWS does not know, and what
 * failed.
 */
final class CycleAnswers {
    private final Map<JobArn, JobSnapshot> snapshots = new LinkedHashMap<>();
    private final Set<JobArn> complete = new HashSet<>();
    private final Set<JobArn> givenUp = new HashSet<>();
    private final Map<JobArn, LookupStatus> lookups = new HashMap<>();
    private final CycleFailures failures = new CycleFailures();
    private final Instant now;
    private ListWalk.Result walk = ListWalk.Result.NONE;
    private Set<JobArn> listed = Set.of();
    private boolean getDenied;
    private @Nullable Instant serverTime;

    CycleAnswers(Instant now) {
        this.now = now;
    }

    /** Takes a walk. The jobs of it that are watched are to be {@link #saw seen}. */
    void walked(ListWalk.Result result) {
        walk = result;
        listed = result.jobs().stream().map(JobSnapshot::arn).collect(Collectors.toSet());
        serverTime = result.beganAt();
    }

    void saw(JobSnapshot snapshot) {
        snapshots.merge(
                snapshot.arn(), snapshot, (one, other) -> other.changedAt().isBefore(one.changedAt()) ? one : other);
        lookups.put(snapshot.arn(), LookupStatus.found(snapshot.arn()));
    }

    /** Takes what came of a Get of a job that was looked up so before. */
    void got(JobArn arn, FetchResult<JobSnapshot> result, @Nullable LookupStatus previous) {
        switch (result) {
            case Found<JobSnapshot>(JobSnapshot snapshot, Instant answeredAt) -> {
                serverTime = answeredAt;
                found(arn, snapshot);
            }
            case NotFound<JobSnapshot> absent -> notFound(arn, previous);
            case NoAnswer<JobSnapshot> none -> {
                getDenied |= none instanceof Denied;
                lookups.put(arn, LookupStatus.failed(arn, previous));
                failures.add(none.code(), none.cause(), Set.of(arn));
            }
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
            givenUp.add(arn);
        }
    }

    ListWalk.Result walk() {
        return walk;
    }

    /** Returns the jobs that the walk showed, watched or not. */
    Set<JobArn> listed() {
        return listed;
    }

    CycleFailures failures() {
        return failures;
    }

    /** Returns AWS's clock at the last answer; null before the first. */
    @Nullable
    Instant serverTime() {
        return serverTime;
    }

    boolean isSeen(JobArn arn) {
        return snapshots.containsKey(arn);
    }

    /** Returns whether the job's snapshot came by Get, with all that AWS tells of it. */
    boolean isComplete(JobArn arn) {
        return complete.contains(arn);
    }

    @Nullable
    JobSnapshot snapshot(JobArn arn) {
        return snapshots.get(arn);
    }

    Set<JobArn> seen() {
        return new HashSet<>(snapshots.keySet());
    }

    /** Returns the jobs that were seen to have ended for a reason that List does not show. */
    Set<JobArn> lackingReason(JobRules rules) {
        return snapshots.values().stream()
                .filter(rules::lacksReason)
                .map(JobSnapshot::arn)
                .collect(Collectors.toSet());
    }

    /** Returns the jobs of which there may be something to write: those that were seen, and those that are given up. */
    Set<JobArn> arns() {
        Set<JobArn> arns = seen();
        arns.addAll(givenUp);
        return arns;
    }

    /** Returns whether AWS refused whatever was asked. */
    boolean isDenied() {
        boolean walked = walk.pages() > 0 && walk.isComplete();
        return !walked && snapshots.isEmpty() && (walk.denied() || getDenied);
    }

    int stale(JobRules rules) {
        return (int) snapshots.values().stream()
                .filter(snapshot -> rules.observe(snapshot) instanceof Observation.Stale)
                .count();
    }

    /** Judges a job that was seen, or that AWS has not known for long: returns what is to be written of it. */
    @Nullable
    JobWrite judge(JobRules rules, JobArn arn) {
        JobSnapshot snapshot = snapshots.get(arn);
        if (snapshot != null) {
            return rules.judge(snapshot, isComplete(arn));
        }
        return givenUp.contains(arn) ? rules.giveUp(arn) : null;
    }

    /** Judges a job whose final counts were asked for, whether they came or not: returns what is to be written of it. */
    @Nullable
    JobWrite judgeSettling(JobRules rules, JobArn arn) {
        TrackedJob row = rules.state().jobs().get(arn);
        if (row == null || row.settleDue() == null || isComplete(arn)) {
            return judge(rules, arn);
        }
        JobSnapshot snapshot = snapshots.get(arn);
        return snapshot == null || snapshot.status().equals(row.job().status())
                ? rules.settleWithout(row, isLongAbsent(arn))
                : rules.judge(snapshot, false);
    }

    private boolean isLongAbsent(JobArn arn) {
        LookupStatus lookup = lookups.get(arn);
        return lookup != null && lookup.isLongAbsent(now);
    }

    /** Returns the lookups that differ from what the store has. A success only ends a failure: without one, none is needed. */
    List<LookupStatus> changedLookups(TargetState state) {
        return lookups.values().stream()
                .filter(lookup -> !lookup.success() || state.lookups().containsKey(lookup.arn()))
                .filter(lookup -> !lookup.equals(state.lookups().get(lookup.arn())))
                .toList();
    }

    /**
     * Returns the outcome of the cycle, of which the program's end may have left something unasked.
     *
     * @param undecided whether it saw jobs of which it does not know whether they are watched
     */
    Outcome outcome(boolean interrupted, boolean undecided) {
        if (failures.isEmpty()) {
            return Outcome.SUCCESS;
        }
        if (interrupted) {
            return Outcome.INTERRUPTED;
        }
        return snapshots.isEmpty() && !undecided ? Outcome.ERROR : Outcome.PARTIAL;
    }
}
