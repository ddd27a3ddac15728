package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The polling of one target, cycle after cycle. One lane: whatever wants a look takes its turn here. */
public final class TargetPoll {
    private static final Duration RAREST = Duration.ofMinutes(10);

    private final Target target;
    private final Watches watches;
    private final JobSource source;
    private final JobStore store;
    private final InstantSource clock;
    private final CycleLimits limits;
    private final CycleListener listener;
    private final ReentrantLock lane = new ReentrantLock();
    private @Nullable Instant listDeniedUntil;
    private @Nullable Instant pausedUntil;
    private Duration pause = Duration.ZERO;
    private int cycles;

    public TargetPoll(
            Target target,
            Watches watches,
            JobSource source,
            JobStore store,
            InstantSource clock,
            CycleLimits limits,
            CycleListener listener) {
        this.target = target;
        this.watches = watches;
        this.source = source;
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.listener = listener;
    }

    /** The target that is polled. */
    public Target target() {
        return target;
    }

    /** Between the starts of two cycles. */
    public Duration interval() {
        return limits.interval();
    }

    /**
     * Runs one cycle, unless the target has denied us and is not to be asked again yet, or the thread is interrupted before
     * its turn.
     *
     * @throws StoreException if what was seen could not be recorded
     */
    public void run() {
        if (!isMyTurn()) {
            return;
        }
        try {
            if (!isAhead(pausedUntil)) {
                cycle(HintedJobs.NONE);
            }
        } finally {
            lane.unlock();
        }
    }

    /**
     * CycleAnswers at jobs at once: by a Get each where that is no dearer than a walk, else by a cycle. All fail when the thread is
     * interrupted before its turn.
     *
     * @throws StoreException if what was seen could not be recorded
     */
    public LookResult look(HintedJobs hinted) {
        if (!isMyTurn()) {
            return LookResult.of(hinted.arns(), LookOutcome.FAILED);
        }
        try {
            return lookNow(hinted);
        } finally {
            lane.unlock();
        }
    }

    /** Waits for the lane; false when the thread is interrupted meanwhile, or was before. */
    private boolean isMyTurn() {
        try {
            lane.lockInterruptibly();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private LookResult lookNow(HintedJobs hinted) {
        if (isAhead(pausedUntil)) {
            return LookResult.of(hinted.arns(), LookOutcome.FAILED);
        }
        Instant now = clock.instant();
        TargetState state = load(hinted);
        JobRules assessment = new JobRules(state, watches, now, null);
        long asked = hinted.arns().stream().filter(assessment::mayBeWatched).count();
        if (isAhead(listDeniedUntil)
                || asked <= PollPlan.lastPages(state.walks().values())) {
            return new JobLook(target, watches, source, store, now, limits.singleJobs(), state).at(hinted.arns());
        }
        return LookResult.of(hinted.arns(), cycle(hinted)::outcome);
    }

    private PollCycle cycle(HintedJobs hinted) {
        Instant start = limits.steady().instant();
        PollCycle.Turn turn = new PollCycle.Turn(isAhead(listDeniedUntil), cycles++, hinted, lane::hasQueuedThreads);
        PollCycle cycle;
        CycleResult result;
        try {
            cycle = new PollCycle(target, watches, source, store, clock, limits, listener, turn, load(hinted));
            result = cycle.run();
        } catch (StoreException e) {
            Duration taken = Duration.between(start, limits.steady().instant());
            listener.ended(CycleResult.failed(target, taken, String.valueOf(e.getMessage())));
            throw e;
        }
        if (cycle.isListDenied()) {
            listDeniedUntil = start.plus(RAREST);
        }
        pauseIf(cycle.isDenied(), start);
        listener.ended(result);
        StoreException failure = cycle.listenerFailure();
        if (failure != null) {
            throw failure;
        }
        return cycle;
    }

    private TargetState load(HintedJobs hinted) {
        Set<JobArn> named = new HashSet<>(watches.configured());
        named.addAll(hinted.arns());
        return store.load(target, named);
    }

    private void pauseIf(boolean denied, Instant start) {
        if (!denied) {
            pause = Duration.ZERO;
            pausedUntil = null;
            return;
        }
        Duration doubled = pause.isZero() ? limits.interval() : pause.multipliedBy(2);
        pause = doubled.compareTo(RAREST) < 0 ? doubled : RAREST;
        pausedUntil = start.plus(pause);
    }

    private boolean isAhead(@Nullable Instant until) {
        return until != null && limits.steady().instant().isBefore(until);
    }
}
