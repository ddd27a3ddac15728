package io.github.bedrockbatch.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How often AWS is asked: {@code poll}.
 *
 * @param interval {@code poll.interval}, of every account and region
 * @param maxRequestsPerSecond {@code poll.max_requests_per_second}, of each account and region
 * @param activeInterval {@code poll.active_interval}, while jobs run or stop
 * @param idleInterval {@code poll.idle_interval}, while no job is active
 */
public record PollConfig(
        Duration interval,
        double maxRequestsPerSecond,
        Optional<Duration> activeInterval,
        Optional<Duration> idleInterval) {}
