package io.github.bedrockbatch.reload;

import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets reloads run one after the other. Callers who wait at the same time share the next one, which begins after all of them came, so
 * that each gets what it asked for. Thread-safe.
 *
 * @param <R> how a reload ended
 */
final class ReloadQueue<R> {
    private final ReentrantLock running = new ReentrantLock(true);
    private final Function<String, R> work;
    private @Nullable FutureTask<R> next;

    /**
     * Makes a queue that nobody waits in.
     *
     * @param work reloads, given who asked first
     */
    ReloadQueue(Function<String, R> work) {
        this.work = work;
    }

    /**
     * Waits for a reload that begins from now on.
     *
     * @throws IllegalStateException if it ended with an exception or an error
     */
    R await(String trigger) {
        FutureTask<R> mine = join(trigger);
        running.lock();
        try {
            begin(mine);
            mine.run();
        } finally {
            running.unlock();
        }
        if (mine.state() == FutureTask.State.FAILED) {
            throw new IllegalStateException("The reload ended with an error", mine.exceptionNow());
        }
        return mine.resultNow();
    }

    private synchronized FutureTask<R> join(String trigger) {
        if (next == null) {
            next = new FutureTask<>(() -> work.apply(trigger));
        }
        return next;
    }

    /** Lets those who come later ask for another reload. */
    private synchronized void begin(FutureTask<R> mine) {
        if (mine.equals(next)) {
            next = null;
        }
    }
}
