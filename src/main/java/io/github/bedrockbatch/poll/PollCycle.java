package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.Lease;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.TagSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One poll of a target, or one refresh of the jobs that queue messages named. It plans the requests, makes them, compares the
 * answers with what is known, and records the result. What List showed is recorded before requests that may take long.
 */
final class PollCycle {
    private final Target target;
    private final Watches watches;
    private final JobSource source;
    private final InstantSource clock;
    private final CycleLimits limits;
    private final CycleOccasion occasion;
    private final Instant startedAt;
    private final Instant steadyStart;
    private final JobRecorder recorder;
    private final CycleAnswers answers;
    private final PollPlan plan;
    private final Deadline deadline;
    private final CycleHints hints;
    private final CycleTags tags;
    private final TagSteps tagSteps;
    private final CycleGets gets;
    private Pacing pacing;

    PollCycle(
            Target target,
            Watches watches,
            JobSource source,
            TagSource tagSource,
            JobStore store,
            @Nullable Lease lease,
            InstantSource clock,
            CycleLimits limits,
            CycleOccasion occasion,
            TargetState state) {
        this.target = target;
        this.watches = watches;
        this.source = source;
        this.clock = clock;
        this.limits = limits;
        this.occasion = occasion;
        this.startedAt = clock.instant();
        this.steadyStart = limits.steady().instant();
        this.recorder = new JobRecorder(target, store, lease, state);
        this.answers = new CycleAnswers(startedAt);
        this.tags = new CycleTags(tagSource, occasion.tagMemory(), limits.steady(), answers, this::rules, watches);
        this.tagSteps = new TagSteps(tags, recorder, answers, limits, this::judge);
        this.plan = occasion.isHinted()
                ? PollPlan.hinted(occasion.hinted().arns(), rules(), occasion.listDenied())
                : PollPlan.of(rules(), occasion.listDenied());
        this.hints = new CycleHints(occasion.hinted(), plan.hintedOnly(), answers);
        this.gets = new CycleGets(source, limits, plan, answers, hints, tags);
        this.pacing = new Pacing(limits.intervals(), occasion.calmPolls());
        this.deadline = plan.hintedOnly() ? limits.singleJobs() : limits.cycle();
    }

    CycleResult run() {
        list();
        tagSteps.askForNewJobs();
        List<JobArn> notListed = notListed();
        boolean askedAll = notListed.isEmpty() && !occasion.isHinted();
        Set<JobArn> lackingReason = answers.lackingReason(rules());
        if (!askedAll || !lackingReason.isEmpty()) {
            recordWalk(lackingReason);
        }
        gets.all(lackingReason, limits.reasons());
        if (!askedAll) {
            recorder.record(lackingReason, this::judge);
        }
        tagSteps.decide();
        gets.lateReasons(lackingReason);
        gets.notListed(notListed, deadline);
        gets.doubted();
        tagSteps.askForNewJobs();
        recordCycle();
        pace();
        settle();
        tagSteps.refresh(plan.hintedOnly());
        return result();
    }

    /** Returns whether it is no poll, but asks for a few hinted jobs alone. */
    boolean isHintedOnly() {
        return plan.hintedOnly();
    }

    CycleAnswers answers() {
        return answers;
    }

    /** Returns when the next poll is to begin, by what this cycle saw. */
    Pacing pacing() {
        return pacing;
    }

    CycleTags tags() {
        return tags;
    }

    /** Returns what this cycle means for the jobs that were hinted at, once it is recorded. */
    HintResult hintResult() {
        JobRules rules = rules();
        Set<JobArn> open = new HashSet<>(recorder.conflicts());
        open.addAll(tags.undecided());
        return new HintResult(
                occasion.hinted().arns().stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                arn -> open.contains(arn) ? HintOutcome.FAILED : hints.outcome(arn, rules))),
                plan.hintedOnly() ? answers.stale(rules) : 0);
    }

    /** Returns whether the store has intervals of the target. While it has none, each process keeps that of its configuration. */
    boolean hasStoredPacing() {
        return recorder.state().intervals() != null || pacing.intervals().areAdaptive();
    }

    private void list() {
        if (plan.walkFrom() == null) {
            if (occasion.listDenied() && !watches.selectors().isEmpty()) {
                listFailed(ErrorCodes.DENIED, "was denied and is retried within ten minutes");
            }
            return;
        }
        ListWalk.Result walk = new ListWalk(source, plan.walkFrom(), deadline, ListWalk.MAX_JOBS).run();
        answers.walked(walk);
        recorder.learn(answers.listed());
        walk.jobs().stream().filter(rules()::isWatched).forEach(answers::saw);
        if (walk.jobs().isEmpty() && walk.invalid() > 0) {
            listFailed(
                    ErrorCodes.INVALID_RESPONSE,
                    "none of the " + walk.invalid()
                            + " jobs in the response is valid: check the clock of this machine");
        }
        if (walk.failure() != null && !(walk.denied() && watches.selectors().isEmpty())) {
            listFailed(walk.code(), walk.failure());
        }
    }

    private void listFailed(String code, String cause) {
        answers.failures().add(code, "ListModelInvocationJobs: " + cause, List.of());
    }

    /** What a walk did not show: all of it where the walk was complete or not ours to make, else only the named jobs. */
    private List<JobArn> notListed() {
        boolean all = answers.walk().isComplete() || answers.walk().denied();
        List<JobArn> notListed = plan.wanted().stream()
                .filter(arn -> !answers.isSeen(arn))
                .filter(arn -> all || watches.configured().contains(arn))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.rotate(notListed, plan.hintedOnly() ? 0 : occasion.rotation());
        return notListed;
    }

    /** Records what List showed, but for jobs whose reason is to be asked for first. */
    private void recordWalk(Set<JobArn> lackingReason) {
        Set<JobArn> others = answers.seen();
        others.removeAll(lackingReason);
        recorder.record(others, this::judge);
    }

    private void recordCycle() {
        recorder.record(
                answers.arns(),
                this::judge,
                answers.changedLookups(recorder.state()),
                answers.walk()
                        .progress(rules(), tags.awaitedFrom(), !tags.undecided().isEmpty()),
                plan.hintedOnly() ? null : lastSuccess());
    }

    /** Chooses the interval of the polls, and records it if it is another than before. */
    private void pace() {
        boolean isPoll =
                !plan.hintedOnly() && answers.outcome(false, !tags.undecided().isEmpty()) != CycleResult.Outcome.ERROR;
        pacing = pacing.next(rules(), tags.awaitedFrom() != null, isPoll);
        recorder.record(pacing.intervals());
    }

    /** A success in the future was seen by a clock that was ahead: it lies no later than now. */
    private @Nullable Instant lastSuccess() {
        Instant now = clock.instant();
        Instant last = recorder.state().lastSuccess();
        boolean future = last != null && last.isAfter(now);
        return future || answers.failures().isEmpty() ? now : null;
    }

    /**
     * Requests final counts while there is time, and those of at least one job. After its share of the time it lets another poll
     * or refresh of this target go first, because final counts are not urgent.
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
            boolean over = settling.isOver()
                    || (share.isOver() && occasion.othersWait().getAsBoolean());
            if ((over && !asked.isEmpty()) || Thread.currentThread().isInterrupted()) {
                break;
            }
            Deadline answer = limits.share();
            if (gets.one(arn, answer.at().isAfter(settling.at()) ? answer : settling)) {
                asked.add(arn);
            }
        }
        if (!asked.isEmpty()) {
            JobRecorder.Judge judge = (state, arn) -> tags.with(state, arn, answers.judgeSettling(rules(state), arn));
            recorder.record(asked, judge, answers.changedLookups(recorder.state()), List.of(), null);
        }
    }

    private CycleResult result() {
        CycleFailures failures = answers.failures();
        if (!recorder.conflicts().isEmpty()) {
            failures.add(
                    "not recorded: another replica changed the job each time. The next poll retries",
                    recorder.conflicts());
        }
        return new CycleResult(
                target,
                answers.outcome(
                        Thread.currentThread().isInterrupted(),
                        !tags.undecided().isEmpty()),
                Duration.between(steadyStart, limits.steady().instant()),
                plan.plannedRequests(),
                answers.stale(rules()),
                answers.walk().invalid(),
                failures.toString(),
                failures.causes(),
                failures.codes());
    }

    private @Nullable JobWrite judge(TargetState state, JobArn arn) {
        return tags.with(state, arn, answers.judge(rules(state), arn));
    }

    private JobRules rules() {
        return rules(recorder.state());
    }

    private JobRules rules(TargetState state) {
        return new JobRules(state, watches, occasion.tagMemory()::tags, startedAt, answers.serverTime());
    }
}
