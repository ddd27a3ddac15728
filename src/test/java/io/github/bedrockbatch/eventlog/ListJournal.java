package io.github.bedrockbatch.eventlog;

import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.Journal;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.StoreException;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory with one reader, which can fail once. */
final class ListJournal implements Journal {
    private final List<JournalEntry> entries = new ArrayList<>();
    private long cursor;
    private int callsUntilFailure = Integer.MAX_VALUE;

    synchronized void add(JournalEvent event) {
        entries.add(new JournalEntry(entries.size() + 1L, event));
    }

    /** Lets a call fail, 1 being the next; how much is pending can always be asked. */
    synchronized void failAt(int call) {
        callsUntilFailure = call;
    }

    @Override
    public synchronized List<JournalEntry> read(long after, int limit) {
        called();
        return entries.stream().skip(after).limit(limit).toList();
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        throw new UnsupportedOperationException("latest");
    }

    @Override
    public synchronized long cursor(String reader) {
        called();
        return cursor;
    }

    @Override
    public synchronized void moveCursor(String reader, long number) {
        called();
        cursor = Math.max(cursor, number);
    }

    /** Returns how many entries are yet to be written. */
    synchronized long pending() {
        return entries.size() - cursor;
    }

    private void called() {
        callsUntilFailure--;
        if (callsUntilFailure == 0) {
            throw new StoreException("the store failed");
        }
    }
}
