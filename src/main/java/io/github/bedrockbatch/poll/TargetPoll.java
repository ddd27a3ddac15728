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

/** The polling of one target, cycle after cycle. A lock lets one poll or look at a time ask about the target. */
public final class TargetPoll {
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(10);

    private final Target target;
    private final JobSource source;
    private final JobStore store;
    private final InstantSource clock;
    private final CycleLimits limits;
    private final CycleListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Watches watches;
    private @Nullable Instant listDeniedUntil;
    private @Nullable Instant pausedUntil;
    private Duration pause = Duration.ZERO;
    private int polls;

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

    /** Lets later cycles and looks be for other watches. A cycle that runs goes on with those that it began with. */
    void watch(Watches newWatches) {
        watches = newWatches;
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
            lock.unlock();
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
            return LookResult.of(hinted.arns(), LookResult.Outcome.FAILED);
        }
        try {
            return isAhead(pausedUntil)
                    ? LookResult.of(hinted.arns(), LookResult.Outcome.FAILED)
                    : cycle(hinted).lookResult();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the lock; false when the thread is interrupted meanwhile, or was before. */
    private boolean isMyTurn() {
        try {
            lock.lockInterruptibly();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private PollCycle cycle(HintedJobs hinted) {
        Instant start = limits.steady().instant();
        PollCycle.Turn turn = new PollCycle.Turn(isAhead(listDeniedUntil), polls, hinted, lock::hasQueuedThreads);
        Watches own = watches;
        boolean poll = hinted.arns().isEmpty();
        PollCycle cycle;
        CycleResult result;
        try {
            cycle = new PollCycle(target, own, source, store, clock, limits, turn, load(own, hinted));
            poll = !cycle.isSingle();
            result = cycle.run();
        } catch (StoreException e) {
            if (poll) {
                Duration taken = Duration.between(start, limits.steady().instant());
                listener.ended(CycleResult.failed(target, taken, String.valueOf(e.getMessage())));
            }
            throw e;
        }
        if (poll) {
            ended(cycle, start);
            listener.ended(result);
        }
        return cycle;
    }

    private void ended(PollCycle cycle, Instant start) {
        polls++;
        if (cycle.isListDenied()) {
            listDeniedUntil = start.plus(MAX_BACKOFF);
        }
        pauseIf(cycle.isDenied(), start);
    }

    private TargetState load(Watches own, HintedJobs hinted) {
        Set<JobArn> named = new HashSet<>(own.configured());
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
        pause = doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
        pausedUntil = start.plus(pause);
    }

    private boolean isAhead(@Nullable Instant until) {
        return until != null && limits.steady().instant().isBefore(until);
    }
}
