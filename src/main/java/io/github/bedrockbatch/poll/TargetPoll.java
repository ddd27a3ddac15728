package io.github.bedrockbatch.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
            Instant now = clock.instant();
            if (!isBefore(now, pausedUntil)) {
                cycle(now, HintedJobs.NONE);
            }
        } finally {
            lane.unlock();
        }
    }

    /**
     * Looks at jobs at once: by a Get each where that is no dearer than a walk, else by a cycle. All fail when the thread is
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
        Instant now = clock.instant();
        if (isBefore(now, pausedUntil)) {
            return LookResult.of(hinted.arns(), LookOutcome.FAILED);
        }
        TargetState state = store.load(target);
        Assessment assessment = new Assessment(state, watches, now);
        long asked = hinted.arns().stream().filter(assessment::mayBeWatched).count();
        if (isBefore(now, listDeniedUntil)
                || asked <= PollPlan.lastPages(state.walks().values())) {
            return new JobLook(target, watches, source, store, clock, state).at(hinted.arns());
        }
        return LookResult.of(hinted.arns(), cycle(now, hinted)::outcome);
    }

    private PollCycle cycle(Instant now, HintedJobs hinted) {
        PollCycle cycle;
        CycleResult result;
        try {
            boolean listDenied = isBefore(now, listDeniedUntil);
            cycle = new PollCycle(target, watches, source, store, clock, limits, listDenied, cycles++, hinted);
            result = cycle.run();
        } catch (StoreException e) {
            Duration taken = Duration.between(now, clock.instant());
            listener.ended(CycleResult.failed(target, taken, String.valueOf(e.getMessage())));
            throw e;
        }
        if (cycle.isListDenied()) {
            listDeniedUntil = now.plus(RAREST);
        }
        pauseIf(cycle.isDenied(), now);
        listener.ended(result);
        return cycle;
    }

    private void pauseIf(boolean denied, Instant now) {
        if (!denied) {
            pause = Duration.ZERO;
            pausedUntil = null;
            return;
        }
        Duration doubled = pause.isZero() ? limits.interval() : pause.multipliedBy(2);
        pause = doubled.compareTo(RAREST) < 0 ? doubled : RAREST;
        pausedUntil = now.plus(pause);
    }

    private static boolean isBefore(Instant now, @Nullable Instant until) {
        return until != null && now.isBefore(until);
    }
}
