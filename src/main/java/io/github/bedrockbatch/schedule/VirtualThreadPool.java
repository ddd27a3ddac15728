package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.quartz.spi.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quartz's thread pool on virtual threads: a target that waits for AWS holds no platform thread. Public as Quartz reflects on it. */
public final class VirtualThreadPool implements ThreadPool {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final int size;
    private final Semaphore free;
    private final ExecutorService executor;

    VirtualThreadPool(int size) {
        this.size = size;
        this.free = new Semaphore(size);
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
    }

    @Override
    public boolean runInThread(Runnable task) {
        if (!free.tryAcquire()) {
            return false;
        }
        executor.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // Quartz could not note the end of a run, as the process ends. Others find out.
                LOG.debug("{}: {}", Thread.currentThread().getName(), e.getMessage());
            } finally {
                free.release();
            }
        });
        return true;
    }

    /** Returns whether nothing runs. */
    boolean isIdle() {
        return free.availablePermits() == size;
    }

    @Override
    public int blockForAvailableThreads() {
        free.acquireUninterruptibly();
        free.release();
        return free.availablePermits();
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
        return size;
    }

    @Override
    public void setInstanceId(String schedInstId) {}

    @Override
    public void setInstanceName(String schedName) {}
}
