package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * A job to be looked at, and the message that is deleted when that is done.
 *
 * @param status to which the job is said to have come; null when nothing is said
 */
record Hint(
        NotificationQueue queue,
        String receipt,
        JobArn job,
        @Nullable JobStatus status) {}
