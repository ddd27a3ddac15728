package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.NotificationListener.Operation;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.HintedTargets;
import io.github.bedrockbatch.source.Backoff;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Receives messages from queues and refreshes the jobs that they name. There is one thread for each queue, and one for each target with
 * pending messages. The queues can be replaced at run time. Thread-safe.
 */
public final class Notifications implements AutoCloseable {
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);

    /**
     * How long a message can be under way from its receipt to the end of its look, at intervals up to a minute: the look
     * before and a pause as long, this look, each with a poll that is waited for, and the burst.
     */
    public static final Duration MAX_UNDER_WAY =
            CycleLimits.maxCycle(Duration.ofMinutes(1)).multipliedBy(6).plus(Debounce.SHORT.max());

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("notifications-", 1).factory());
    private final List<NotificationListener> listeners;
    private final Function<NotificationQueue, QueueReceiver> newReceiver;
    private final Map<NotificationQueue, Future<?>> receiving = new HashMap<>();

    /** Receives nothing yet. */
    public Notifications(HintedTargets targets, List<NotificationListener> listeners, InstantSource clock) {
        this(targets, listeners, clock, Thread::sleep, Debounce.SHORT);
    }

    Notifications(
            HintedTargets targets,
            List<NotificationListener> listeners,
            InstantSource clock,
            Pause pause,
            Debounce debounce) {
        this.listeners = List.copyOf(listeners);
        HintHandler handler = new HintHandler(targets, this.listeners, this::delete);
        Map<Target, TargetHints> hints = new ConcurrentHashMap<>();
        Function<Target, TargetHints> hintsOf = target ->
                hints.computeIfAbsent(target, absent -> new TargetHints(absent, handler, this::begin, debounce));
        this.newReceiver = queue -> new QueueReceiver(
                queue, targets, hintsOf, this::delete, this.listeners, clock, pause, new Backoff(MIN_PAUSE, MAX_PAUSE));
    }

    /**
     * Receives from exactly these queues from now on. Queues that were received from before are not disturbed. Work on messages of the
     * others is interrupted, and SQS redelivers these messages.
     */
    public synchronized void receive(Collection<? extends NotificationQueue> queues) {
        List<NotificationQueue> gone = receiving.keySet().stream()
                .filter(queue -> !queues.contains(queue))
                .toList();
        gone.forEach(queue -> Objects.requireNonNull(receiving.remove(queue)).cancel(true));
        for (NotificationQueue queue : queues) {
            if (!receiving.containsKey(queue)) {
                begin(queue);
            }
        }
    }

    private void begin(NotificationQueue queue) {
        try {
            receiving.put(queue, executor.submit(newReceiver.apply(queue)));
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
            return;
        }
    }

    private synchronized boolean isReceivedFrom(NotificationQueue queue) {
        return receiving.containsKey(queue);
    }

    /** Stops at once. Work under way is interrupted, and SQS redelivers messages that were not deleted. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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

    /** Deletes handled messages in the background, so that neither receiving nor refreshing waits for it. */
    private void delete(NotificationQueue queue, List<String> receipts) {
        if (!receipts.isEmpty()) {
            begin(() -> deleteNow(queue, receipts));
        }
    }

    private void deleteNow(NotificationQueue queue, List<String> receipts) {
        FetchResult<Integer> result = queue.delete(receipts);
        if (Thread.currentThread().isInterrupted() || !isReceivedFrom(queue)) {
            return;
        }
        listeners.forEach(listener -> {
            switch (result) {
                case FetchResult.Found<Integer> found -> listener.succeeded(queue, Operation.DELETE);
                case FetchResult.NoAnswer<Integer> none -> listener.failed(queue, Operation.DELETE, none.cause());
            }
        });
    }
}
