package io.github.bedrockbatch.report;

import java.time.Instant;

/**
 * What goes wrong now.
 *
 * @param cause the newest one
 * @param since when it began to go wrong
 */
public record Trouble(String cause, Instant since) {}
