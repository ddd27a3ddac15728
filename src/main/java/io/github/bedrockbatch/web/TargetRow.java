package io.github.bedrockbatch.web;

import io.github.bedrockbatch.view.TargetSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the status page.
 *
 * @param lastError why the target cannot be polled; null when it can
 * @param failingSince since when not
 */
public record TargetRow(
        TargetSummary summary,
        @Nullable String lastError,
        @Nullable Instant failingSince) {}
