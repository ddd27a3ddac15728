package io.github.bedrockbatch.poll.notification;

import io.github.bedrockbatch.job.JobArn;

/** A job to be looked at, and the message that is deleted when that is done. */
record Hint(NotificationQueue queue, String receipt, JobArn job) {}
