package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One poll of one target: plans, asks, judges and records. */
final class PollCycle {
    private static final int MOST_RECORDINGS = 3;

    private final Target target;
    private final Watches watches;
    private final JobSource source;
    private final JobStore store;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Deadline deadline;
    private final Deadline reasonsDeadline;
    private final TargetState state;
    private final Looks looks;
    private final PollPlan plan;
    private final boolean listDenied;
    private final int rotation;
    private final HintedLook hintedLook;
    private ListWalk.@Nullable Result walk;
    private Set<JobArn> conflicts = Set.of();
    private int stale;
    private boolean interrupted;

    PollCycle(
            Target target,
            Watches watches,
            JobSource source,
            JobStore store,
            InstantSource clock,
            CycleLimits limits,
            boolean listDenied,
            int rotation,
            HintedJobs hinted) {
        this.target = target;
        this.watches = watches;
        this.source = source;
        this.store = store;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.deadline = Deadline.in(clock, limits.cycle());
        this.reasonsDeadline = Deadline.in(clock, limits.reasons());
        this.state = store.load(target);
        this.looks = new Looks(state, startedAt);
        this.listDenied = listDenied;
        this.rotation = rotation;
        this.plan = PollPlan.of(state, watches, listDenied, startedAt);
        this.hintedLook = new HintedLook(hinted, assessment(state), looks);
    }

    CycleResult run() {
        walk();
        int left = getAll(wantedByGet(), deadline);
        if (left > 0) {
            looks.failed("the cycle's time was over: " + left + " jobs were not asked for");
        }
        hintedLook.ask(source, reasonsDeadline);
        getAll(endsWithoutReason(), reasonsDeadline);
        getAll(plan.settling(), deadline);
        interrupted = Thread.currentThread().isInterrupted();
        record();
        return result();
    }

    /** Whether AWS refused to let us List. */
    boolean isListDenied() {
        return walk != null && walk.denied();
    }

    /** Whether AWS refused whatever was asked. */
    boolean isDenied() {
        return looks.isNothingSeen() && (isListDenied() || looks.denied() > 0);
    }

    /** What this cycle means for a job that was hinted at. */
    LookOutcome outcome(JobArn arn) {
        return hintedLook.outcome(arn, conflicts);
    }

    private void walk() {
        if (plan.walkFrom() == null) {
            if (listDenied && !watches.selectors().isEmpty()) {
                looks.failed("ListModelInvocationJobs: was denied; it is asked again ten minutes later");
            }
            return;
        }
        walk = new ListWalk(source, deadline).from(plan.walkFrom());
        hintedLook.walked(walk);
        Assessment assessment = assessment(state);
        walk.jobs().stream().filter(assessment::isWatched).forEach(looks::listed);
        if (walk.failure() != null && !(walk.denied() && watches.selectors().isEmpty())) {
            looks.failed("ListModelInvocationJobs: " + walk.failure());
        }
    }

    /** What a walk did not show: all of it where the walk was complete or not ours to make, else only the named jobs. */
    private List<JobArn> wantedByGet() {
        boolean all = walk == null || walk.isComplete() || walk.denied();
        List<JobArn> unseen = plan.wanted().stream()
                .filter(arn -> !looks.isSeen(arn))
                .filter(arn -> all || watches.configured().contains(arn))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.rotate(unseen, rotation);
        return unseen;
    }

    /** Asks for jobs one by one, and gives the number of those for which no time was left. An interrupted Get was none. */
    private int getAll(List<JobArn> arns, Deadline until) {
        int asked = 0;
        for (JobArn arn : arns) {
            if (until.isOver() || (!looks.isComplete(arn) && !get(arn, until))) {
                return arns.size() - asked;
            }
            asked++;
        }
        return 0;
    }

    private boolean get(JobArn arn, Deadline until) {
        FetchResult<JobSnapshot> result = source.get(arn, until.remaining());
        if (result instanceof FetchResult.NoAnswer<JobSnapshot>
                && Thread.currentThread().isInterrupted()) {
            return false;
        }
        looks.got(arn, result);
        return true;
    }

    private List<JobArn> endsWithoutReason() {
        Assessment assessment = assessment(state);
        return looks.snapshots().stream()
                .filter(assessment::lacksReason)
                .map(JobSnapshot::arn)
                .toList();
    }

    private void record() {
        Set<JobArn> open = looks.snapshots().stream().map(JobSnapshot::arn).collect(Collectors.toSet());
        open.addAll(plan.settling());
        stale = (int) looks.snapshots().stream()
                .filter(snapshot -> assessment(state).observe(snapshot) instanceof Observation.Stale)
                .count();
        TargetState current = state;
        for (int attempt = 1; attempt == 1 || (!open.isEmpty() && attempt <= MOST_RECORDINGS); attempt++) {
            RecordResult result = store.record(cycleRecord(assessment(current), open, attempt == 1));
            open = result.conflicts();
            if (!open.isEmpty()) {
                current = store.load(target);
            }
        }
        conflicts = open;
    }

    private CycleRecord cycleRecord(Assessment assessment, Set<JobArn> arns, boolean first) {
        List<JobWrite> writes = arns.stream()
                .sorted()
                .map(arn -> write(assessment, arn))
                .filter(Objects::nonNull)
                .toList();
        return new CycleRecord(
                target,
                writes,
                first ? looks.changedLookups(watches) : List.of(),
                first ? walks() : List.of(),
                outcome() == Outcome.SUCCESS ? clock.instant() : null);
    }

    private @Nullable JobWrite write(Assessment assessment, JobArn arn) {
        JobSnapshot snapshot = looks.snapshot(arn);
        TrackedJob row = assessment.state().jobs().get(arn);
        if (row != null && isUnsettled(row)) {
            return snapshot == null || assessment.isSettledStatus(snapshot, row)
                    ? assessment.settleWithout(row, looks.isGone(arn))
                    : assessment.write(snapshot, false);
        }
        if (snapshot == null) {
            return null;
        }
        return assessment.write(snapshot, looks.isComplete(arn));
    }

    /** Whether a job's final counts were to be asked for, and did not come. */
    private boolean isUnsettled(TrackedJob row) {
        return !interrupted
                && row.settleDue() != null
                && plan.settling().contains(row.arn())
                && !looks.isComplete(row.arn());
    }

    private List<WalkProgress> walks() {
        if (walk == null || !walk.isComplete() || walk.beganAt() == null) {
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

    private Outcome outcome() {
        if (looks.failures().isEmpty()) {
            return Outcome.SUCCESS;
        }
        if (interrupted) {
            return Outcome.INTERRUPTED;
        }
        return looks.isNothingSeen() ? Outcome.ERROR : Outcome.PARTIAL;
    }

    private CycleResult result() {
        return new CycleResult(
                target,
                outcome(),
                Duration.between(startedAt, clock.instant()),
                plan.plannedRequests(),
                stale,
                walk == null ? 0 : walk.invalid(),
                String.join("; ", looks.failures().stream().limit(3).toList()));
    }

    private Assessment assessment(TargetState of) {
        return new Assessment(of, watches, startedAt);
    }
}
