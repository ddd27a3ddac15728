package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One poll of one target: plans, asks, judges and records. What List showed is recorded before anything is asked that can
 * take long.
 */
final class PollCycle {
    private final Target target;
    private final Watches watches;
    private final JobSource source;
    private final InstantSource clock;
    private final CycleLimits limits;
    private final Turn turn;
    private final Instant startedAt;
    private final Instant steadyStart;
    private final Deadline deadline;
    private final JobStore store;
    private TargetState state;
    private final CycleAnswers looks;
    private final PollPlan plan;
    private final HintedLook hintedLook;
    private final CycleRecorder recorder;
    private ListWalk.@Nullable Result walk;

    /**
     * What is special about one cycle.
     *
     * @param listDenied whether AWS has refused List a short time ago
     * @param rotation moves the order of Gets, so that no job is always the last one
     * @param hinted the jobs that hints have named
     * @param othersWait whether somebody waits for the end of this cycle
     */
    record Turn(boolean listDenied, int rotation, HintedJobs hinted, BooleanSupplier othersWait) {}

    PollCycle(
            Target target,
            Watches watches,
            JobSource source,
            JobStore store,
            InstantSource clock,
            CycleLimits limits,
            CycleListener listener,
            Turn turn,
            TargetState state) {
        this.target = target;
        this.watches = watches;
        this.source = source;
        this.clock = clock;
        this.limits = limits;
        this.turn = turn;
        this.startedAt = clock.instant();
        this.steadyStart = limits.steady().instant();
        this.deadline = limits.cycle();
        this.store = store;
        this.state = state;
        this.looks = new CycleAnswers(state, startedAt);
        this.plan = PollPlan.of(state, watches, turn.listDenied(), startedAt);
        this.hintedLook = new HintedLook(turn.hinted(), assessment(), looks);
        this.recorder = new CycleRecorder(target, store, listener, state);
    }

    CycleResult run() {
        walk();
        List<JobArn> unseen = wantedByGet();
        reasons(unseen.isEmpty() && turn.hinted().arns().isEmpty());
        getUnseen(unseen);
        hintedLook.ask(source, limits.reasons());
        recordCycle();
        if (turn.hinted().arns().isEmpty()) {
            settle();
        }
        return result();
    }

    /** Why what was recorded could not be told to the listener; null when it could. */
    @Nullable
    StoreException listenerFailure() {
        return recorder.listenerFailure();
    }

    /** Whether AWS refused to let us List. */
    boolean isListDenied() {
        return walk != null && walk.denied();
    }

    /** Whether AWS refused whatever was asked. */
    boolean isDenied() {
        boolean listed = walk != null && walk.isComplete();
        return looks.isNothingSeen() && !listed && (isListDenied() || looks.denied() > 0);
    }

    /** What this cycle means for a job that was hinted at. */
    LookOutcome outcome(JobArn arn) {
        return hintedLook.outcome(arn, recorder.conflicts());
    }

    private void walk() {
        if (plan.walkFrom() == null) {
            if (turn.listDenied() && !watches.selectors().isEmpty()) {
                looks.failed("ListModelInvocationJobs: was denied; it is asked again ten minutes later");
            }
            return;
        }
        walk = new ListWalk(source, deadline).from(plan.walkFrom());
        hintedLook.walked(walk);
        looks.walkedAt(walk.beganAt());
        know(walk.jobs());
        JobRules assessment = assessment();
        walk.jobs().stream().filter(assessment::isWatched).forEach(looks::listed);
        if (walk.jobs().isEmpty() && walk.invalid() > 0) {
            looks.failed("ListModelInvocationJobs: none of the " + walk.invalid()
                    + " jobs that it showed can be read: see whether this machine's clock is right");
        }
        if (walk.failure() != null && !(walk.denied() && watches.selectors().isEmpty())) {
            looks.failed("ListModelInvocationJobs: " + walk.failure());
        }
    }

    private void know(List<JobSnapshot> jobs) {
        Set<JobArn> arns = jobs.stream().map(JobSnapshot::arn).collect(Collectors.toSet());
        arns.removeAll(state.jobs().keySet());
        arns.removeAll(state.tombstones().keySet());
        if (!arns.isEmpty()) {
            state = state.with(store.known(target, arns));
            recorder.knows(state);
        }
    }

    /** Asks why jobs ended. All other jobs that List showed are recorded before, and these after if more is to be asked. */
    private void reasons(boolean last) {
        Set<JobArn> ends = endsWithoutReason();
        if (!ends.isEmpty() || !last) {
            Set<JobArn> others = new HashSet<>(looks.arns());
            others.removeAll(ends);
            record(others);
        }
        if (!ends.isEmpty()) {
            getAll(ends, limits.reasons());
            if (!last) {
                record(ends);
            }
        }
    }

    private Set<JobArn> endsWithoutReason() {
        JobRules assessment = assessment();
        return looks.snapshots().stream()
                .filter(assessment::lacksReason)
                .map(JobSnapshot::arn)
                .collect(Collectors.toSet());
    }

    /** What a walk did not show: all of it where the walk was complete or not ours to make, else only the named jobs. */
    private List<JobArn> wantedByGet() {
        boolean all = walk == null || walk.isComplete() || walk.denied();
        List<JobArn> unseen = plan.wanted().stream()
                .filter(arn -> !looks.isSeen(arn))
                .filter(arn -> all || watches.configured().contains(arn))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.rotate(unseen, turn.rotation());
        return unseen;
    }

    private void getUnseen(List<JobArn> arns) {
        int left = getAll(arns, deadline);
        if (left > 0) {
            looks.failed("the cycle's time was over: " + left + " jobs were not asked for");
        }
    }

    /** Asks for jobs one by one, and gives the number of those for which no time was left. An interrupted Get was none. */
    private int getAll(Collection<JobArn> arns, Deadline until) {
        int asked = 0;
        for (JobArn arn : arns) {
            if (until.isOver() || !get(arn, until)) {
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

    /**
     * Asks for final counts while there is time, and for those of one job at least. Gives way, after its share, to whoever
     * waits for this target, because final counts can wait.
     */
    private void settle() {
        Set<JobArn> asked = new HashSet<>();
        Deadline settling = limits.settling(steadyStart);
        Deadline share = limits.share();
        for (JobArn arn : plan.settling()) {
            if (looks.isComplete(arn) || !assessment().isDue(state.jobs().get(arn))) {
                continue;
            }
            boolean over =
                    settling.isOver() || (share.isOver() && turn.othersWait().getAsBoolean());
            if ((over && !asked.isEmpty()) || Thread.currentThread().isInterrupted()) {
                break;
            }
            Deadline answer = limits.share();
            if (get(arn, answer.at().isAfter(settling.at()) ? answer : settling)) {
                asked.add(arn);
            }
        }
        if (!asked.isEmpty()) {
            Findings findings = findings();
            CycleRecorder.Judge judge = (current, open) -> findings.settlements(assessment(current), open);
            recorder.cycle(asked, judge, looks.changedLookups(watches), List.of(), null);
        }
    }

    private void record(Set<JobArn> arns) {
        Findings findings = findings();
        recorder.jobs(arns, (current, open) -> findings.writes(assessment(current), open));
    }

    private void recordCycle() {
        Findings findings = findings();
        recorder.cycle(
                looks.arns(),
                (current, open) -> findings.writes(assessment(current), open),
                looks.changedLookups(watches),
                findings.walks(watches, plan.walkFrom(), startedAt),
                lastSuccess(findings));
    }

    /** A success in the future was seen by a clock that was ahead: it lies no later than now. */
    private @Nullable Instant lastSuccess(Findings findings) {
        Instant now = clock.instant();
        boolean future = state.lastSuccess() != null && state.lastSuccess().isAfter(now);
        return findings.outcome() == Outcome.SUCCESS || future ? now : null;
    }

    private CycleResult result() {
        Findings findings = findings();
        return new CycleResult(
                target,
                findings.outcome(),
                Duration.between(steadyStart, limits.steady().instant()),
                plan.plannedRequests(),
                findings.stale(assessment()),
                walk == null ? 0 : walk.invalid(),
                String.join("; ", looks.failures().stream().limit(3).toList()));
    }

    private Findings findings() {
        return new Findings(looks, walk, Thread.currentThread().isInterrupted());
    }

    private JobRules assessment() {
        return assessment(state);
    }

    private JobRules assessment(TargetState of) {
        return new JobRules(of, watches, startedAt, looks.serverTime());
    }
}
