package io.github.bedrockbatch.job;

import java.time.Instant;

/** What is remembered of a job: all of it, or only that it was there. */
public sealed interface KnownJob permits Job, Tombstone {
    /** Returns the job's ARN. */
    JobArn arn();

    /** Returns the status in which it was last seen. */
    JobStatus status();

    /** Returns when it last changed, as far as was seen, by AWS's clock. */
    Instant changedAt();

    /** Returns when it came into its status, by AWS's clock. */
    Instant statusChangedAt();
}
