package io.github.bedrockbatch.job;

import org.jspecify.annotations.Nullable;

/**
 * How many tokens a job read and wrote, as its output manifest has them; null where it has no count, which is not 0.
 *
 * @param cacheRead input that came from the prompt cache, apart from {@code input}
 * @param cacheWrite input that was written to the prompt cache, apart from {@code input}
 */
public record TokenCounts(
        @Nullable Long input,
        @Nullable Long output,
        @Nullable Long cacheRead,
        @Nullable Long cacheWrite) {}
