package io.github.bedrockbatch.metrics;

import java.time.Duration;

/**
 * What of the jobs is shown.
 *
 * @param terminalRetention how long a finished job stays, from its end or its sighting, the later
 * @param maxJobs how many jobs there may be; beyond it finished ones and those in unknown statuses go
 * @param sparseStatus whether only the present status of a job has a series, instead of 0 or 1 for every status
 */
public record MetricsSettings(Duration terminalRetention, int maxJobs, boolean sparseStatus) {}
