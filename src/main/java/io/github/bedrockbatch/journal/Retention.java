package io.github.bedrockbatch.journal;

import java.time.Instant;

/**
 * What may be forgotten.
 *
 * @param jobsBefore finished and settled jobs whose end and sighting are both before it
 * @param journalBefore entries seen before it
 * @param tombstonesBefore tombstones of jobs that last changed before it
 */
public record Retention(Instant jobsBefore, Instant journalBefore, Instant tombstonesBefore) {}
