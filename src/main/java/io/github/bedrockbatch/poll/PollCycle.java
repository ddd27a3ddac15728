package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.CycleRecord.JobWrite;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One poll of one target, or one look at jobs that were hinted at: plans, asks, judges and records. What List showed is
 * recorded before anything is asked that can take long.
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
    private final CycleRecorder recorder;
    private final CycleAnswers answers;
    private final PollPlan plan;
    private final Deadline deadline;
    private final CycleHints hints;
    private ListWalk.@Nullable Result walk;

    /**
     * What is special about one cycle.
     *
     * @param listDenied whether AWS has refused List a short time ago
     * @param rotation moves the order of a poll's Gets, so that no job is always the last one
     * @param hinted the jobs that hints have named, none for a poll on schedule
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
        this.recorder = new CycleRecorder(target, store, state);
        this.answers = new CycleAnswers(startedAt);
        this.plan = plan(state);
        this.hints = new CycleHints(turn.hinted(), plan.single(), answers);
        this.deadline = plan.single() ? limits.singleJobs() : limits.cycle();
    }

    private PollPlan plan(TargetState state) {
        if (!isHinted()) {
            return PollPlan.of(state, watches, turn.listDenied(), startedAt);
        }
        List<JobArn> hinted =
                turn.hinted().arns().stream().filter(rules()::mayBeWatched).toList();
        return PollPlan.hinted(hinted, state, watches, turn.listDenied(), startedAt);
    }

    CycleResult run() {
        walk();
        List<JobArn> unseen = wantedByGet();
        reasons(unseen.isEmpty() && !isHinted());
        getUnseen(unseen);
        getDoubted();
        recordCycle();
        settle();
        return result();
    }

    /** Whether it is no poll, but asks for a few hinted jobs alone. */
    boolean isSingle() {
        return plan.single();
    }

    /** Whether AWS refused to let us List. */
    boolean isListDenied() {
        return walk != null && walk.denied();
    }

    /** Whether AWS refused whatever was asked. */
    boolean isDenied() {
        boolean walked = walk != null && walk.isComplete();
        return !walked && answers.seen().isEmpty() && (isListDenied() || answers.denied() > 0);
    }

    /** Returns what this cycle means for the jobs that were hinted at, once it is recorded. */
    LookResult lookResult() {
        Map<JobArn, LookResult.Outcome> all =
                turn.hinted().arns().stream().collect(Collectors.toMap(Function.identity(), this::outcome));
        return new LookResult(all, plan.single() ? answers.stale(rules()) : 0);
    }

    private LookResult.Outcome outcome(JobArn arn) {
        return recorder.conflicts().contains(arn) ? LookResult.Outcome.FAILED : hints.outcome(arn, rules());
    }

    private void walk() {
        if (plan.walkFrom() == null) {
            if (turn.listDenied() && !watches.selectors().isEmpty()) {
                answers.failures().add("ListModelInvocationJobs: was denied; it is asked again ten minutes later");
            }
            return;
        }
        walk = new ListWalk(source, plan.walkFrom(), deadline).run();
        answers.walkedAt(walk.beganAt());
        List<JobArn> listed = walk.jobs().stream().map(JobSnapshot::arn).toList();
        hints.listed(listed);
        recorder.learn(listed);
        JobRules rules = rules();
        walk.jobs().stream().filter(rules::isWatched).forEach(answers::listed);
        if (walk.jobs().isEmpty() && walk.invalid() > 0) {
            answers.failures()
                    .add("ListModelInvocationJobs: none of the " + walk.invalid()
                            + " jobs that it showed can be read: see whether this machine's clock is right");
        }
        if (walk.failure() != null && !(walk.denied() && watches.selectors().isEmpty())) {
            answers.failures().add("ListModelInvocationJobs: " + walk.failure());
        }
    }

    /** Asks why jobs ended. All other jobs that List showed are recorded before, and these after if more is to be asked. */
    private void reasons(boolean last) {
        JobRules rules = rules();
        Set<JobArn> ends = answers.snapshots().stream()
                .filter(rules::lacksReason)
                .map(JobSnapshot::arn)
                .collect(Collectors.toSet());
        if (!ends.isEmpty() || !last) {
            Set<JobArn> others = answers.seen();
            others.removeAll(ends);
            recorder.record(others, this::write);
        }
        getAll(List.copyOf(ends), limits.reasons());
        if (!ends.isEmpty() && !last) {
            recorder.record(ends, this::write);
        }
    }

    /** What a walk did not show: all of it where the walk was complete or not ours to make, else only the named jobs. */
    private List<JobArn> wantedByGet() {
        boolean all = walk == null || walk.isComplete() || walk.denied();
        List<JobArn> unseen = plan.wanted().stream()
                .filter(arn -> !answers.isSeen(arn))
                .filter(arn -> all || watches.configured().contains(arn))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.rotate(unseen, plan.single() ? 0 : turn.rotation());
        return unseen;
    }

    private void getUnseen(List<JobArn> arns) {
        List<JobArn> left = getAll(arns, deadline);
        if (!left.isEmpty()) {
            answers.failures().add("not asked for, because the cycle's time was over", left);
        }
    }

    /** Asks for jobs of which hints tell more than the walk showed, but not where List has just failed. */
    private void getDoubted() {
        if (!plan.single() && (walk == null || walk.isComplete())) {
            getAll(hints.doubt(rules()), limits.reasons());
        }
    }

    /** Asks for jobs one by one, and returns those for which no time was left. An interrupted Get was none. */
    private List<JobArn> getAll(List<JobArn> arns, Deadline until) {
        for (int asked = 0; asked < arns.size(); asked++) {
            if (until.isOver() || !get(arns.get(asked), until)) {
                return arns.subList(asked, arns.size());
            }
        }
        return List.of();
    }

    private boolean get(JobArn arn, Deadline until) {
        FetchResult<JobSnapshot> result = source.get(arn, until.remaining());
        if (result instanceof FetchResult.NoAnswer<JobSnapshot>
                && Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (hints.got(arn, result, rules())) {
            answers.got(arn, result, recorder.state().lookups().get(arn));
        }
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
            if (answers.isComplete(arn)
                    || !rules().isDue(recorder.state().jobs().get(arn))) {
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
            CycleRecorder.Judge judge = (state, arn) -> answers.settlement(rules(state), arn);
            recorder.record(asked, judge, answers.changedLookups(watches, recorder.state()), List.of(), null);
        }
    }

    private void recordCycle() {
        List<WalkProgress> walks = walk == null ? List.of() : walk.progress(watches, startedAt);
        recorder.record(
                answers.arns(),
                this::write,
                answers.changedLookups(watches, recorder.state()),
                walks,
                plan.single() ? null : lastSuccess());
    }

    /** A success in the future was seen by a clock that was ahead: it lies no later than now. */
    private @Nullable Instant lastSuccess() {
        Instant now = clock.instant();
        Instant last = recorder.state().lastSuccess();
        boolean future = last != null && last.isAfter(now);
        return future || outcome() == CycleResult.Outcome.SUCCESS ? now : null;
    }

    private CycleResult result() {
        return new CycleResult(
                target,
                outcome(),
                Duration.between(steadyStart, limits.steady().instant()),
                plan.plannedRequests(),
                answers.stale(rules()),
                walk == null ? 0 : walk.invalid(),
                answers.failures().toString(),
                answers.failures().causes());
    }

    private CycleResult.Outcome outcome() {
        return answers.outcome(Thread.currentThread().isInterrupted());
    }

    private boolean isHinted() {
        return !turn.hinted().arns().isEmpty();
    }

    private @Nullable JobWrite write(TargetState state, JobArn arn) {
        return answers.write(rules(state), arn);
    }

    private JobRules rules() {
        return rules(recorder.state());
    }

    private JobRules rules(TargetState state) {
        return new JobRules(state, watches, startedAt, answers.serverTime());
    }
}
