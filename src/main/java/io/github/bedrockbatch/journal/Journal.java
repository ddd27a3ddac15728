package io.github.bedrockbatch.journal;

import java.util.List;

/** The numbered, append-only list of what happened to jobs, and how far each reader has come. */
public interface Journal {
    /** Reads entries in order, those after a number, at most {@code limit}. */
    List<JournalEntry> read(long after, int limit);

    /** Reads the newest entries that a filter matches, newest first: those with a number below one, at most {@code limit}. */
    List<JournalEntry> latest(EntryFilter filter, long before, int limit);

    /** Returns the number through which a reader has read; 0 for one that has read nothing. */
    long cursor(String reader);

    /** Notes that a reader has read through a number; never moves it back. */
    void moveCursor(String reader, long number);
}
