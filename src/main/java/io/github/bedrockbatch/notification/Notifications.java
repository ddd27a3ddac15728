package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.poll.TargetLooks;
import io.github.bedrockbatch.source.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Looks at jobs as notifications of queues tell of them: a thread for each queue, and one for each target that has hints. */
public final class Notifications implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("notifications-", 1).factory());
    private final List<QueueReceiver> receivers;

    /** Receives nothing yet. */
    public Notifications(
            List<? extends NotificationQueue> queues,
            TargetLooks looks,
            NotificationListener listener,
            InstantSource clock) {
        this(queues, looks, listener, clock, Thread::sleep, Debounce.SHORT);
    }

    Notifications(
            List<? extends NotificationQueue> queues,
            TargetLooks looks,
            NotificationListener listener,
            InstantSource clock,
            Pause pause,
            Debounce holdOff) {
        Deletions deletions = new Deletions(listener, this::begin);
        HintLooks hintLooks = new HintLooks(looks, listener, deletions);
        HintLanes lanes = new HintLanes(looks, target -> new TargetHints(target, hintLooks, this::begin, holdOff));
        this.receivers = queues.stream()
                .map(queue -> new QueueReceiver(queue, lanes, deletions, listener, clock, pause))
                .toList();
    }

    /** Begins to receive. */
    public void start() {
        receivers.forEach(this::begin);
    }

    /** Ends at once: what is under way is interrupted, and what was not deleted comes back to whoever receives next. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile: what is left comes back.
        }
    }
}
