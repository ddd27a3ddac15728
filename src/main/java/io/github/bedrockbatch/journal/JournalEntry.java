package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Target;

/**
 * An event in its place in the journal.
 *
 * @param number 1 for the first entry, gapless, in the order of recording
 */
public record JournalEntry(long number, JournalEvent event) {
    /** Returns the target that holds the job. */
    public Target target() {
        return Target.of(event.job().arn());
    }
}
