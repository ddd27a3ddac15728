package io.github.bedrockbatch.schedule;

import java.time.Duration;

/**
 * Work that runs at an interval.
 *
 * @param name unique in a schedule; the phase within the interval is a hash of it
 * @param interval whole seconds between the starts of two runs
 */
public record Task(String name, Duration interval, Runnable run) {}
