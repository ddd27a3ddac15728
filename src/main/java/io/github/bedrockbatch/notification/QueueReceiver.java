package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.Notification.Malformed;
import io.github.bedrockbatch.notification.Notification.StateChange;
import io.github.bedrockbatch.notification.NotificationListener.Operation;
import io.github.bedrockbatch.poll.HintedTargets;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Receives from one queue, batch after batch, until its thread is interrupted; it never waits for a look. */
final class QueueReceiver implements Runnable {
    /** How long a message may stay in a queue of SQS: no age is more. */
    private static final Duration MAX_AGE = Duration.ofDays(14);

    /** After an answer without a message, which a service that knows no long polling gives at once. */
    private static final Duration PACE = Duration.ofMillis(100);

    private final NotificationQueue queue;
    private final HintedTargets targets;
    private final Function<Target, TargetHints> hints;
    private final Deletions deletions;
    private final NotificationListener listener;
    private final InstantSource clock;
    private final Pause pause;
    private final Backoff backoff = new Backoff();

    QueueReceiver(
            NotificationQueue queue,
            HintedTargets targets,
            Function<Target, TargetHints> hints,
            Deletions deletions,
            NotificationListener listener,
            InstantSource clock,
            Pause pause) {
        this.queue = queue;
        this.targets = targets;
        this.hints = hints;
        this.deletions = deletions;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        try {
            receive();
        } catch (RuntimeException | Error e) {
            failed(e.toString());
        }
    }

    private void receive() throws InterruptedException {
        switch (queue.receive()) {
            case Found<List<Notification>>(List<Notification> batch, Instant at) -> received(batch);
            case NoAnswer<List<Notification>> none -> failed(none.cause());
        }
    }

    private void failed(String reason) throws InterruptedException {
        if (!Thread.currentThread().isInterrupted()) {
            listener.failed(queue, Operation.RECEIVE, reason);
            pause.of(backoff.next());
        }
    }

    private void received(List<Notification> batch) throws InterruptedException {
        backoff.reset();
        listener.succeeded(queue, Operation.RECEIVE);
        List<String> done = new ArrayList<>();
        for (Notification notification : batch) {
            if (take(notification)) {
                done.add(notification.receipt());
            }
        }
        deletions.delete(queue, done);
        if (batch.isEmpty()) {
            pause.of(PACE);
        }
    }

    /** Whether the notification is done with. */
    private boolean take(Notification notification) {
        return switch (notification) {
            case Malformed malformed -> {
                listener.malformed(queue, malformed.size(), malformed.reason());
                listener.ended(queue, NotificationResult.MALFORMED, 1);
                yield true;
            }
            case StateChange change -> take(change);
        };
    }

    private boolean take(StateChange change) {
        if (change.time() != null) {
            listener.received(queue, age(change.time()));
        }
        Target target = Target.of(change.job());
        NotificationResult result = switch (targets.coverage(target)) {
            case WATCHED -> {
                Hint hint = new Hint(queue, change.receipt(), change.job(), change.status());
                yield hints.apply(target).offer(hint) ? null : NotificationResult.FAILED;
            }
            case UNWATCHED -> NotificationResult.IGNORED;
            case UNDECIDED -> NotificationResult.FAILED;
        };
        if (result != null) {
            listener.ended(queue, result, 1);
        }
        return result == NotificationResult.IGNORED;
    }

    private Duration age(Instant time) {
        Duration age = Duration.between(time, clock.instant());
        if (age.isNegative()) {
            return Duration.ZERO;
        }
        return age.compareTo(MAX_AGE) < 0 ? age : MAX_AGE;
    }
}
