package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the journal are asked for. What is null does not matter.
 *
 * @param arn of the job
 * @param accountId of the job
 * @param region of the job
 * @param to the status that the job changed to, which only transitions have
 */
public record EntryFilter(
        @Nullable JobArn arn,
        @Nullable String accountId,
        @Nullable String region,
        @Nullable JobStatus to) {
    /** All entries. */
    public static final EntryFilter ALL = new EntryFilter(null, null, null, null);
}
