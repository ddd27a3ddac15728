package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.Notification.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The hints about one target. What comes during a look waits for the next, which is at all of it. */
final class TargetHints {
    private static final int MAX_HELD = 1_000;

    /** A job to be looked at, and the queue in which its message is deleted when that is done. */
    record Hint(NotificationQueue queue, StateChange change) {}

    private final Target target;
    private final HintHandler handler;
    private final Executor executor;
    private final Debounce debounce;
    private final List<Hint> pending = new ArrayList<>();
    private Duration lookTook = Duration.ZERO;
    private int looksInARow;
    private int held;
    private boolean running;

    TargetHints(Target target, HintHandler handler, Executor executor, Debounce debounce) {
        this.target = target;
        this.handler = handler;
        this.executor = executor;
        this.debounce = debounce;
    }

    /** Takes a hint, to be looked at once others were awaited for a moment; false when too many are held. */
    synchronized boolean offer(Hint hint) {
        if (held == MAX_HELD) {
            return false;
        }
        pending.add(hint);
        held++;
        if (held == MAX_HELD) {
            notifyAll();
        }
        if (!running) {
            running = true;
            executor.execute(this::run);
        }
        return true;
    }

    private void run() {
        try {
            for (List<Hint> hints = awaitBatch(); !hints.isEmpty(); hints = awaitBatch()) {
                handle(hints);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            goOn();
            throw e;
        }
    }

    /** Lets what waits be handled all the same, and the next hint begin anew if nothing does. */
    private synchronized void goOn() {
        running = !pending.isEmpty();
        if (running) {
            executor.execute(this::run);
        }
    }

    private void handle(List<Hint> hints) {
        long began = System.nanoTime();
        try {
            handler.handle(target, hints);
        } finally {
            looked(hints.size(), since(began));
        }
    }

    private synchronized void looked(int count, Duration took) {
        held -= count;
        lookTook = took;
    }

    /** Takes all hints, once others were awaited; none when there are none. */
    private synchronized List<Hint> awaitBatch() throws InterruptedException {
        if (pending.isEmpty()) {
            running = false;
            looksInARow = 0;
            lookTook = Duration.ZERO;
            return List.of();
        }
        awaitOthers(debounce.before(looksInARow++));
        List<Hint> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    /**
     * As long as a burst goes on and there is room for it, and at least as long as the last look took: half of the target's
     * time is for others.
     */
    private void awaitOthers(Duration moment) throws InterruptedException {
        long began = System.nanoTime();
        int before;
        do {
            before = held;
            await(moment, MAX_HELD);
        } while (held < MAX_HELD && debounce.goesOn(held - before, since(began)));
        await(lookTook.minus(since(began)), Integer.MAX_VALUE);
    }

    /** Waits for some time, or until so many are held. */
    private void await(Duration time, int enough) throws InterruptedException {
        long began = System.nanoTime();
        for (long left = time.toNanos();
                left > 0 && held < enough;
                left = time.minus(since(began)).toNanos()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
