package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import java.time.Duration;

/** Is told the results of receiving and handling messages. Implementations are thread-safe. */
public interface NotificationListener {
    /** What is done with a queue. */
    enum Operation {
        RECEIVE,
        DELETE
    }

    /** A message was received that long after its event. */
    default void received(NotificationQueue queue, Duration age) {}

    /** Counts well-formed messages of a queue by outcome. Failed ones are redelivered. */
    default void ended(NotificationQueue queue, HintOutcome outcome, int count) {}

    /** A malformed message is deleted. */
    default void malformed(NotificationQueue queue, int size, String reason) {}

    /** Jobs were refreshed. */
    default void looked(Target target, HintResult result) {}

    /** A refresh threw, and nothing was recorded. */
    default void lookFailed(Target target, Throwable cause) {}

    /** A request to the queue succeeded. */
    default void succeeded(NotificationQueue queue, Operation operation) {}

    /** A request to the queue failed. It is retried later. */
    default void failed(NotificationQueue queue, Operation operation, String reason) {}

    /** The exporter no longer receives from the queue. No other call about receiving follows, unless receiving begins again. */
    default void left(NotificationQueue queue) {}
}
