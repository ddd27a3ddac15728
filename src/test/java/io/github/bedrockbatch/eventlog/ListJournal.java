package io.github.bedrockbatch.eventlog;

import io.github.bedrockbatch.poll.Journal;
import io.github.bedrockbatch.poll.JournalEntry;
import io.github.bedrockbatch.poll.JournalEvent;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory with one reader. */
final class ListJournal implements Journal {
    private final List<JournalEntry> entries = new ArrayList<>();
    private long cursor;

    synchronized void add(JournalEvent event) {
        entries.add(new JournalEntry(entries.size() + 1L, event));
    }

    @Override
    public synchronized List<JournalEntry> read(long after, int limit) {
        return entries.stream().skip(after).limit(limit).toList();
    }

    @Override
    public synchronized long cursor(String reader) {
        return cursor;
    }

    @Override
    public synchronized void moveCursor(String reader, long number) {
        cursor = Math.max(cursor, number);
    }

    @Override
    public synchronized long pending(String reader) {
        return entries.size() - cursor;
    }
}
