package io.github.bedrockbatch.web;

import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import java.util.List;
import java.util.Optional;

/** Gives API and pages the data that they show. Thread-safe. It never calls AWS. */
public interface FleetSource {
    /** Returns what is shown at this moment; empty until the state is restored from the store. */
    Optional<Fleet> fleet();

    /** Returns the targets in order, regions whose account is not known among them. */
    List<TargetRow> targets();

    /**
     * Reads the newest entries of the journal that a filter matches, newest first: those with a number below one, at most {@code limit}.
     *
     * @throws io.github.bedrockbatch.journal.BusyException if too many are read for at a time
     * @throws io.github.bedrockbatch.journal.StoreException if the store cannot be read
     */
    List<JournalEntry> latest(EntryFilter filter, long before, int limit);
}
