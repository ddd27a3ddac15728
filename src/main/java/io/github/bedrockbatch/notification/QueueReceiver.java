package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.Notification.Malformed;
import io.github.bedrockbatch.notification.Notification.StateChange;
import io.github.bedrockbatch.notification.NotificationListener.Operation;
import io.github.bedrockbatch.notification.TargetHints.Hint;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.poll.HintedTargets;
import io.github.bedrockbatch.source.Backoff;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Receives from one queue, batch after batch, until its thread is interrupted; it never waits for a look.
 *
 * @param delete deletes messages of a queue by their receipts, without waiting
 */
record QueueReceiver(
        NotificationQueue queue,
        HintedTargets targets,
        Function<Target, TargetHints> hints,
        BiConsumer<NotificationQueue, List<String>> delete,
        List<NotificationListener> listeners,
        InstantSource clock,
        Pause pause,
        Backoff backoff)
        implements Runnable {
    /** How long a message may stay in an SQS queue: no age is more. */
    private static final Duration MAX_AGE = Duration.ofDays(14);

    /** After an answer without a message, which a service that knows no long polling gives at once. */
    private static final Duration PACE = Duration.ofMillis(100);

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                receive();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.forEach(listener -> listener.left(queue));
        }
    }

    private void receive() throws InterruptedException {
        try {
            switch (queue.receive()) {
                case Found<List<Notification>>(List<Notification> batch, Instant at) -> received(batch);
                case NoAnswer<List<Notification>> none -> failed(none.cause());
            }
        } catch (RuntimeException | Error e) {
            failed(e.toString());
        }
    }

    private void failed(String reason) throws InterruptedException {
        if (!Thread.currentThread().isInterrupted()) {
            listeners.forEach(listener -> listener.failed(queue, Operation.RECEIVE, reason));
            pause.of(backoff.next());
        }
    }

    private void received(List<Notification> batch) throws InterruptedException {
        backoff.reset();
        listeners.forEach(listener -> listener.succeeded(queue, Operation.RECEIVE));
        List<String> done = new ArrayList<>();
        for (Notification notification : batch) {
            if (take(notification)) {
                done.add(notification.receipt());
            }
        }
        delete.accept(queue, done);
        if (batch.isEmpty()) {
            pause.of(PACE);
        }
    }

    /** Returns whether the notification is done with. */
    private boolean take(Notification notification) {
        return switch (notification) {
            case Malformed malformed -> {
                listeners.forEach(listener -> listener.malformed(queue, malformed.size(), malformed.reason()));
                yield true;
            }
            case StateChange change -> take(change);
        };
    }

    private boolean take(StateChange change) {
        if (change.time() != null) {
            Duration age = age(change.time());
            listeners.forEach(listener -> listener.received(queue, age));
        }
        Target target = Target.of(change.job());
        HintOutcome outcome = switch (targets.coverage(target)) {
            case WATCHED -> hints.apply(target).offer(new Hint(queue, change)) ? null : HintOutcome.FAILED;
            case UNWATCHED -> HintOutcome.IGNORED;
            case UNDECIDED -> HintOutcome.FAILED;
        };
        if (outcome != null) {
            listeners.forEach(listener -> listener.ended(queue, outcome, 1));
        }
        return outcome == HintOutcome.IGNORED;
    }

    private Duration age(Instant time) {
        Duration age = Duration.between(time, clock.instant());
        if (age.isNegative()) {
            return Duration.ZERO;
        }
        return age.compareTo(MAX_AGE) < 0 ? age : MAX_AGE;
    }
}
