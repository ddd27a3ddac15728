package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message of a queue, as far as it is read. */
public sealed interface Notification {
    /** Returns the receipt by which the message is deleted. */
    String receipt();

    /**
     * A job is said to have changed.
     *
     * @param status to which, by the event; null when it does not tell
     * @param time when, by the event; null when it does not tell
     */
    record StateChange(
            String receipt,
            JobArn job,
            @Nullable JobStatus status,
            @Nullable Instant time) implements Notification {}

    /**
     * No message that we understand.
     *
     * @param size in characters
     * @param reason why not, of a bounded set, without a word of the message
     */
    record Malformed(String receipt, int size, String reason) implements Notification {}
}
