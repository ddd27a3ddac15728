package io.github.bedrockbatch.job;

import java.time.Instant;

/** What is remembered of a job: all of it, or only that it was there. */
public sealed interface KnownJob permits Job, Tombstone {
    /** The job. */
    JobArn arn();

    /** The status in which it was last seen. */
    JobStatus status();

    /** Its last change that was seen, by AWS's clock. */
    Instant changedAt();

    /** When it came into its status, by AWS's clock. */
    Instant statusChangedAt();
}
