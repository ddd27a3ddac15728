package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One target in a line, for people.
 *
 * @param active jobs that have not ended
 * @param finished jobs that have, and are still shown
 * @param failingLookups jobs that could not be looked up
 * @param lastSuccess when it was last polled with success; null if never
 */
public record TargetSummary(
        Target target,
        long active,
        long finished,
        long failingLookups,
        @Nullable Instant lastSuccess) {}
