package io.github.bedrockbatch.job;

import org.jspecify.annotations.Nullable;

/** How many tokens a job read and wrote, as its output manifest has them; null where it has no count, which is not 0. */
public record TokenCounts(@Nullable Long input, @Nullable Long output) {}
