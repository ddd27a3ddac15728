package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.spi.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz's thread pool on virtual threads, so that a target that waits for AWS holds no platform thread. It has room for all tasks, because
 * no task runs twice at once. Therefore a task that hangs delays no other. Public because Quartz creates it by reflection.
 */
public final class VirtualThreadPool implements ThreadPool {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final AtomicInteger running = new AtomicInteger();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    VirtualThreadPool() {}

    @Override
    public boolean runInThread(Runnable task) {
        running.incrementAndGet();
        try {
            executor.execute(() -> run(task));
            return true;
        } catch (RejectedExecutionException e) {
            // Thrown on, because Quartz takes a refusal for an error of the triggers.
            running.decrementAndGet();
            throw e;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // Quartz could not note the end of a run, as the process ends. Others find out.
            LOG.debug("{}: {}", Thread.currentThread().getName(), e.getMessage());
        } finally {
            running.decrementAndGet();
        }
    }

    /** Returns whether nothing runs. */
    boolean isIdle() {
        return running.get() == 0;
    }

    @Override
    public int blockForAvailableThreads() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void initialize() {}

    /** Ends the runs. What is interrupted is given a moment to end, because what the runs use is closed next. */
    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        if (waitForJobsToComplete) {
            executor.shutdown();
            return;
        }
        executor.shutdownNow();
        try {
            executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPoolSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void setInstanceId(String schedInstId) {}

    @Override
    public void setInstanceName(String schedName) {}
}
