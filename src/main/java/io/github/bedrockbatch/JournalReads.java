package io.github.bedrockbatch;

import io.github.bedrockbatch.journal.BusyException;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.schedule.RunListener;
import io.github.bedrockbatch.web.query.TransitionListing;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Reads the journal for requests over HTTP: for half of those that are answered at a time, so that a store that hangs leaves scrapes the other half.
 * Tells how it goes, except that too many read. Thread-safe.
 */
final class JournalReads {
    private static final String RUN = "journal";

    private final TransitionListing.Reader journal;
    private final RunListener runs;
    private final Semaphore slots;

    /** @param maxRequests how many requests are answered at a time */
    JournalReads(TransitionListing.Reader journal, RunListener runs, int maxRequests) {
        this.journal = journal;
        this.runs = runs;
        this.slots = new Semaphore(Math.max(1, maxRequests / 2));
    }

    /**
     * Reads the newest entries that a filter matches.
     *
     * @throws BusyException if too many are read for
     * @throws StoreException if the store cannot be read
     */
    List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        if (!slots.tryAcquire()) {
            throw new BusyException("Too many reads of the journal at a time. Retry later.");
        }
        try {
            List<JournalEntry> entries = journal.latest(filter, before, limit);
            runs.succeeded(RUN);
            return entries;
        } catch (StoreException e) {
            runs.failed(RUN, e);
            throw e;
        } finally {
            slots.release();
        }
    }
}
