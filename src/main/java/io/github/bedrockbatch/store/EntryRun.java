package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.store.EntrySelection.Row;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The entries of a selection, newest first, of which a few are read at a time, and those that are taken are parsed. */
final class EntryRun {
    private final Database database;
    private final EntrySelection selection;
    private final int chunk;
    private final Deque<Row> rows = new ArrayDeque<>();
    private long last;
    private boolean ended;

    /**
     * Begins before the newest entry. Nothing is read yet.
     *
     * @param before above the numbers of all entries
     * @param chunk how many are read at a time
     */
    EntryRun(Database database, EntrySelection selection, long before, int chunk) {
        this.database = database;
        this.selection = selection;
        this.last = before;
        this.chunk = chunk;
    }

    /** Returns whether there is another entry, for which the store may be read. */
    boolean hasMore() throws SQLException {
        if (rows.isEmpty() && !ended) {
            List<Row> read = selection.read(database, last, chunk);
            rows.addAll(read);
            ended = read.size() < chunk;
            last = read.isEmpty() ? last : read.getLast().number();
        }
        return !rows.isEmpty();
    }

    /** Returns the number of the next entry, which there must be. */
    long newest() {
        return rows.element().number();
    }

    /** Takes the next entry, which there must be. */
    JournalEntry take() {
        Row row = rows.remove();
        return new JournalEntry(row.number(), EventJson.read(row.event()));
    }
}
