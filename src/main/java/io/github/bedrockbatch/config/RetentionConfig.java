package io.github.bedrockbatch.config;

import java.time.Duration;

/**
 * What is kept, and how long: {@code retention}.
 *
 * @param terminalJobs {@code retention.terminal_jobs}: how long a finished job stays in /metrics
 * @param journal {@code retention.journal}: how long single transitions are kept
 * @param maxJobs {@code retention.max_jobs} in /metrics
 */
public record RetentionConfig(Duration terminalJobs, Duration journal, int maxJobs) {}
