package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the last look at a single job went.
 *
 * @param success whether it was found
 * @param notFoundSince since when the service has said without a break that it does not exist
 * @param nextDue before which it is not asked for again by itself; null: at each cycle
 */
public record Lookup(
        JobArn arn,
        boolean success,
        @Nullable Instant notFoundSince,
        @Nullable Instant nextDue) {}
