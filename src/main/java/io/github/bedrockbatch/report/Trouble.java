package io.github.bedrockbatch.report;

import java.time.Instant;

/**
 * What goes wrong now.
 *
 * @param cause the newest one, which is the same for as long as nothing else goes wrong
 * @param reason the same for people
 * @param since when it began to go wrong
 */
public record Trouble(String cause, String reason, Instant since) {}
