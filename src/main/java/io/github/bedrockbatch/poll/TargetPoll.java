package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.Backoff;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The polling of one target, cycle after cycle. A lock lets one poll or look at a time ask about the target. */
public final class TargetPoll {
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(10);

    private final Target target;
    private final Supplier<Watches> watches;
    private final JobSource source;
    private final JobStore store;
    private final InstantSource clock;
    private final CycleLimits limits;
    private final List<CycleListener> listeners;
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant listDeniedUntil = Instant.MIN;
    private Instant pausedUntil = Instant.MIN;
    private int polls;

    /**
     * Asks nobody yet.
     *
     * @param watches asked at the start of each cycle
     */
    public TargetPoll(
            Target target,
            Supplier<Watches> watches,
            JobSource source,
            JobStore store,
            InstantSource clock,
            CycleLimits limits,
            List<CycleListener> listeners) {
        this.target = target;
        this.watches = watches;
        this.source = source;
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.listeners = List.copyOf(listeners);
        this.backoff = new Backoff(limits.interval(), MAX_BACKOFF);
    }

    /**
     * Runs one cycle, unless the target has denied us and is not to be asked again yet, or the thread is interrupted before
     * it has the lock.
     *
     * @throws StoreException if what was seen could not be recorded
     */
    public void run() {
        var _ = cycle(HintedJobs.NONE);
    }

    /**
     * Looks at jobs at once: by a Get each where that is no dearer than a walk, else by a cycle. All fail when the thread is
     * interrupted before it has the lock.
     *
     * @throws StoreException if what was seen could not be recorded
     */
    public HintResult look(HintedJobs hinted) {
        return cycle(hinted)
                .map(PollCycle::hintResult)
                .orElseGet(() -> HintResult.of(hinted.arns(), HintOutcome.FAILED));
    }

    private Optional<PollCycle> cycle(HintedJobs hinted) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return isAhead(pausedUntil) ? Optional.empty() : Optional.of(lockedCycle(hinted));
        } finally {
            lock.unlock();
        }
    }

    private PollCycle lockedCycle(HintedJobs hinted) {
        Instant start = limits.steady().instant();
        boolean poll = hinted.arns().isEmpty();
        PollCycle cycle;
        CycleResult result;
        try {
            cycle = newCycle(hinted);
            poll = !cycle.isHintedOnly();
            result = cycle.run();
        } catch (StoreException e) {
            if (poll) {
                failed(String.valueOf(e.getMessage()), start);
            }
            throw e;
        }
        if (poll) {
            ended(cycle.answers(), start);
            listeners.forEach(listener -> listener.ended(result));
        }
        return cycle;
    }

    private PollCycle newCycle(HintedJobs hinted) {
        PollCycle.Occasion occasion =
                new PollCycle.Occasion(isAhead(listDeniedUntil), polls, hinted, lock::hasQueuedThreads);
        Watches present = watches.get();
        Set<JobArn> named = new HashSet<>(present.configured());
        named.addAll(hinted.arns());
        return new PollCycle(target, present, source, store, clock, limits, occasion, store.load(target, named));
    }

    private void ended(CycleAnswers answers, Instant start) {
        polls++;
        if (answers.walk().denied()) {
            listDeniedUntil = start.plus(MAX_BACKOFF);
        }
        if (answers.isDenied()) {
            pausedUntil = start.plus(backoff.next());
        } else {
            pausedUntil = Instant.MIN;
            backoff.reset();
        }
    }

    private void failed(String reason, Instant start) {
        Duration taken = Duration.between(start, limits.steady().instant());
        CycleResult result = new CycleResult(target, Outcome.ERROR, taken, 0, 0, 0, reason, List.of(reason));
        listeners.forEach(listener -> listener.ended(result));
    }

    private boolean isAhead(Instant until) {
        return limits.steady().instant().isBefore(until);
    }
}
