package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.LeaseHolder.Tenure;
import io.github.bedrockbatch.journal.LeaseLostException;
import io.github.bedrockbatch.journal.Pace;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.Backoff;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.RequestCheck;
import io.github.bedrockbatch.source.TagSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls one target. A lock admits one poll or refresh of the target at a time, including those of an earlier configuration. A lease
 * admits one process among those that share the store.
 */
public final class TargetPoll {
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(10);

    /** A little longer than a lease outlives a process that died. */
    private static final Duration MAX_LEASE_WAIT = Duration.ofSeconds(12);

    private final Target target;
    private final Supplier<Watches> watches;
    private final JobSource source;
    private final TagSource tags;
    private final TagMemory tagMemory;
    private final JobStore store;
    private final InstantSource clock;
    private final CycleLimits limits;
    private final List<CycleListener> listeners;
    private final LeaseHolder leases;
    private final ReentrantLock lock;
    private final AtomicBoolean isAnew = new AtomicBoolean();
    private final AtomicBoolean areTagsAnew = new AtomicBoolean();

    /** Whether the store has had the intervals of this configuration. From then on those of a configuration that was loaded later hold. */
    private final AtomicBoolean isTold = new AtomicBoolean();

    /**
     * Creates the poll without a request.
     *
     * @param watches asked at the start of each cycle
     * @param tagMemory shared with all other polls of the target
     */
    public TargetPoll(
            Target target,
            Supplier<Watches> watches,
            JobSource source,
            TagSource tags,
            TagMemory tagMemory,
            JobStore store,
            InstantSource clock,
            CycleLimits limits,
            LeaseHolder leases,
            List<CycleListener> listeners) {
        this.target = target;
        this.watches = watches;
        this.source = source;
        this.tags = tags;
        this.tagMemory = tagMemory;
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.listeners = List.copyOf(listeners);
        this.leases = leases;
        this.lock = leases.turn(target.name());
    }

    /** Makes the next cycle send its requests even if earlier cycles were denied, because the target is now reached in another way. */
    public void askAnew() {
        isAnew.set(true);
        areTagsAnew.set(true);
    }

    /** Returns whether {@link #askAnew()} was called and no poll has run since. */
    boolean asksAnew() {
        return isAnew.get();
    }

    /**
     * Runs one cycle. Does nothing while the pause after a denial lasts, if the thread is interrupted while it waits for the lock,
     * or if another process polls the target.
     *
     * @throws StoreException if what was seen could not be recorded
     */
    public void run() {
        var _ = cycle(HintedJobs.NONE, PollCycle::isHintedOnly);
    }

    /**
     * Refreshes jobs at once: with one Get each where that costs no more than a List, otherwise with a cycle. All outcomes are
     * failures if the thread is interrupted while it waits for the lock, or if another process polls the target for long.
     *
     * @throws StoreException if what was seen could not be recorded
     */
    public HintResult look(HintedJobs hinted) {
        return cycle(hinted, PollCycle::hintResult).orElseGet(() -> HintResult.of(hinted.arns(), HintOutcome.FAILED));
    }

    /** Runs a cycle, and asks it something while no other one runs. */
    private <T> Optional<T> cycle(HintedJobs hinted, Function<PollCycle, T> question) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return lease(hinted).flatMap(tenure -> cycle(tenure, hinted)).map(question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Tenure> lease(HintedJobs hinted) throws InterruptedException {
        boolean poll = hinted.arns().isEmpty();
        Instant start = limits.steady().instant();
        try {
            return leases.await(target.name(), poll ? MAX_LEASE_WAIT : CycleLimits.maxLookWait(limits.intervals()));
        } catch (StoreException e) {
            if (poll) {
                failed(String.valueOf(e.getMessage()), start);
            }
            throw e;
        }
    }

    /** Runs a cycle unless it comes too soon, or the lease is lost meanwhile. */
    private Optional<PollCycle> cycle(Tenure tenure, HintedJobs hinted) {
        Pace pace = isAnew.get() ? tenure.pace().unpaused() : tenure.pace();
        @Nullable Pace left = null;
        try {
            if (pace.isPaused()) {
                return Optional.empty();
            }
            Instant start = limits.steady().instant();
            Optional<PollCycle> cycle = leasedCycle(tenure, pace, hinted);
            if (cycle.isPresent() && !cycle.get().isHintedOnly()) {
                left = next(pace, cycle.get(), start);
                // What is left has the pauses of before no more.
                isAnew.set(false);
            }
            return cycle;
        } catch (LeaseLostException e) {
            // Whoever holds it by now sees what is to be seen.
            return Optional.empty();
        } finally {
            tenure.end(left);
        }
    }

    /** A process whose clock is wrong makes others' schedules fire at the wrong time. A target that changed may be due before its idle time. */
    private boolean isTooSoon(Pace pace, PollIntervals intervals) {
        Duration inForce = intervals.inForce();
        Duration shorter = inForce.compareTo(intervals.base()) < 0 ? inForce : intervals.base();
        return leases.isShared() && pace.sinceStart().compareTo(shorter.dividedBy(2)) < 0;
    }

    private Optional<PollCycle> leasedCycle(Tenure tenure, Pace pace, HintedJobs hinted) {
        Instant start = limits.steady().instant();
        boolean poll = hinted.arns().isEmpty();
        PollCycle cycle;
        CycleResult result;
        try {
            Watches present = watches.get();
            prepareTags(present);
            TargetState state = load(present, hinted);
            PollIntervals intervals = intervals(state.intervals());
            if (poll && isTooSoon(pace, intervals)) {
                return Optional.empty();
            }
            cycle = newCycle(tenure, pace, hinted, limits.under(intervals), present, state);
            poll = !cycle.isHintedOnly();
            result = cycle.run();
            isTold.set(true);
        } catch (StoreException e) {
            if (poll) {
                failed(String.valueOf(e.getMessage()), start);
            }
            throw e;
        }
        if (poll) {
            listeners.forEach(listener -> listener.ended(result));
        }
        PollIntervals next = cycle.pacing().intervals();
        if (cycle.hasStoredPacing()) {
            listeners.forEach(listener -> listener.paced(target, next.inForce()));
        }
        tellOfTags(cycle.tags());
        return Optional.of(cycle);
    }

    private void prepareTags(Watches present) {
        tagMemory.selecting(present.selectedTags());
        if (areTagsAnew.getAndSet(false)) {
            tagMemory.askAnew();
        }
    }

    /** A failure that leaves jobs undecided is one of the cycle's own, and what the end of the program cuts off is none. */
    private void tellOfTags(CycleTags asked) {
        if (asked.wasAsked()
                && !Thread.currentThread().isInterrupted()
                && asked.undecided().isEmpty()) {
            listeners.forEach(listener -> listener.tagsAsked(target, asked.failure()));
        }
    }

    private TargetState load(Watches present, HintedJobs hinted) {
        Set<JobArn> named = new HashSet<>(present.configured());
        named.addAll(hinted.arns());
        return store.load(target, named);
    }

    /** Returns the intervals of the configuration that was loaded last, with what the jobs did at the last poll. */
    private PollIntervals intervals(@Nullable PollIntervals stored) {
        PollIntervals own = limits.intervals();
        if (stored == null) {
            return own;
        }
        return isTold.get() ? stored : own.with(stored.activity());
    }

    private PollCycle newCycle(
            Tenure tenure, Pace pace, HintedJobs hinted, CycleLimits underWay, Watches present, TargetState state) {
        int rotation = Math.floorMod(pace.polls(), Integer.MAX_VALUE);
        CycleOccasion occasion = new CycleOccasion(
                pace.isListPaused(), rotation, hinted, pace.calmPolls(), lock::hasQueuedThreads, tagMemory);
        return new PollCycle(
                target,
                present,
                new LeasedSource(source, tenure),
                (arns, timeout) -> RequestCheck.during(tenure::require, () -> tags.tags(arns, timeout)),
                store,
                tenure.fence(),
                clock,
                underWay,
                occasion,
                state);
    }

    /** Returns the pace after a poll that began at a time and ends now. */
    private Pace next(Pace pace, PollCycle cycle, Instant start) {
        CycleAnswers answers = cycle.answers();
        Pacing pacing = cycle.pacing();
        Duration taken = Duration.between(start, limits.steady().instant());
        Duration listPause = answers.walk().denied() ? MAX_BACKOFF : pace.listPauseLeft();
        Duration pause = answers.isDenied()
                ? Backoff.after(pace.pause(), pacing.intervals().inForce(), MAX_BACKOFF)
                : Duration.ZERO;
        return new Pace(pace.polls() + 1, taken, pause, listPause, pacing.calmPolls());
    }

    private void failed(String reason, Instant start) {
        Duration taken = Duration.between(start, limits.steady().instant());
        CycleResult result = new CycleResult(target, Outcome.ERROR, taken, 0, 0, 0, reason, List.of(reason));
        listeners.forEach(listener -> listener.ended(result));
    }
}
