package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import java.time.Duration;

/** Is told how notifications fare. */
public interface NotificationListener {
    /** What is done with a queue. */
    enum Operation {
        RECEIVE,
        DELETE
    }

    /** A notification came that long after its event. */
    default void received(NotificationQueue queue, Duration age) {}

    /** So many notifications of a queue, which could be read, had this outcome. Those that failed come back. */
    default void ended(NotificationQueue queue, HintOutcome outcome, int count) {}

    /** A message could not be read, and goes. */
    default void malformed(NotificationQueue queue, int size, String reason) {}

    /** Jobs were looked at. */
    default void looked(Target target, HintResult result) {}

    /** A look threw, and nothing was recorded. */
    default void lookFailed(Target target, Throwable cause) {}

    /** The queue did what it was asked for. */
    default void succeeded(NotificationQueue queue, Operation operation) {}

    /** The queue did not do what it was asked for; it is asked again later. */
    default void failed(NotificationQueue queue, Operation operation, String reason) {}

    /** The queue is not received from any more. It is the last that is told of receiving from it, unless that begins again. */
    default void left(NotificationQueue queue) {}
}
