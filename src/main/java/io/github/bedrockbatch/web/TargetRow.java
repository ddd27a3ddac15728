package io.github.bedrockbatch.web;

import io.github.bedrockbatch.job.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the status page.
 *
 * @param lastSuccess when the target was last polled with success; null if never
 */
public record TargetRow(
        Target target,
        long active,
        long finished,
        long failingLookups,
        @Nullable Instant lastSuccess) {}
