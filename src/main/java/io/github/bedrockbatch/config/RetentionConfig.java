package io.github.bedrockbatch.config;

import java.time.Duration;

/**
 * What is kept, and how long: {@code retention}.
 *
 * @param terminalJobs {@code retention.terminal_jobs}: how long a finished job stays in /metrics, 1m to 3650d
 * @param journal {@code retention.journal}: how long single transitions are kept, 1d to 3650d
 * @param maxJobs {@code retention.max_jobs} in /metrics, 1 to 1,000,000
 */
public record RetentionConfig(Duration terminalJobs, Duration journal, int maxJobs) {
    static final RetentionConfig DEFAULTS = new RetentionConfig(Duration.ofHours(24), Duration.ofDays(30), 5000);
}
