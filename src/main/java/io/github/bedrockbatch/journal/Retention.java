package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import java.time.Instant;
import java.util.Set;

/**
 * What may be forgotten.
 *
 * @param jobsBefore finished and settled jobs whose end and sighting are both before it
 * @param journalBefore entries seen before it
 * @param tombstonesBefore tombstones of jobs that last changed before it
 * @param named jobs whose tombstones stay, because AWS shows a job that is asked for by its name for ever
 */
public record Retention(Instant jobsBefore, Instant journalBefore, Instant tombstonesBefore, Set<JobArn> named) {
    public Retention {
        named = Set.copyOf(named);
    }

    /** Where no job is named. */
    public Retention(Instant jobsBefore, Instant journalBefore, Instant tombstonesBefore) {
        this(jobsBefore, journalBefore, tombstonesBefore, Set.of());
    }
}
