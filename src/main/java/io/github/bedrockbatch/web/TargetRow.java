package io.github.bedrockbatch.web;

import io.github.bedrockbatch.view.TargetSummary;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A target in a line.
 *
 * @param interval in which it is polled now
 * @param lastError why it cannot be polled; null when it can
 * @param failingSince since when not
 */
public record TargetRow(
        TargetSummary summary,
        Duration interval,
        @Nullable String lastError,
        @Nullable Instant failingSince) {}
