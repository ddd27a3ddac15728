package io.github.bedrockbatch.journal;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The thread of a reader of the store: runs its work whenever it is woken, as by {@link JobStore#follow}. Wake-ups
 * during the work are answered by one more run. Work that failed or threw is retried after five seconds, or at the
 * next wake-up. Thread-safe.
 */
public final class FollowerThread {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final BooleanSupplier work;
    private final Duration retry;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Makes a thread that is not started.
     *
     * @param name of its thread
     * @param work returns whether it succeeded
     */
    public FollowerThread(String name, BooleanSupplier work) {
        this(name, work, RETRY);
    }

    FollowerThread(String name, BooleanSupplier work, Duration retry) {
        this.work = work;
        this.retry = retry;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Starts, with a first run of the work. */
    public void start() {
        wake();
        thread.start();
    }

    /** Says that the store may have changed. Never blocks. */
    public void wake() {
        var _ = wakeUps.offer(true);
    }

    /**
     * Runs the work a last time and ends. A work that takes longer goes on.
     *
     * @return whether it has ended within a time
     */
    public boolean close(Duration within) {
        closing = true;
        wake();
        try {
            return thread.getState() == Thread.State.NEW || thread.join(within);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            boolean last;
            boolean succeeded = true;
            do {
                if (succeeded) {
                    var _ = wakeUps.take();
                } else {
                    var _ = wakeUps.poll(retry.toMillis(), TimeUnit.MILLISECONDS);
                }
                last = closing;
                succeeded = work.getAsBoolean();
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
