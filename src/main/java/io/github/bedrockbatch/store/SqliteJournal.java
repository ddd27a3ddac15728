package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.RetentionRules;
import java.sql.SQLException;
import java.util.List;

/** The journal's statements. */
final class SqliteJournal {
    private SqliteJournal() {}

    static void append(Database session, long number, JournalEvent event) throws SQLException {
        session.update(
                "INSERT INTO journal (number, seen_at, event) VALUES (?, ?, ?)",
                number,
                InstantText.of(RetentionRules.seenAt(event)),
                EventJson.write(event));
    }

    static List<JournalEntry> read(Database session, long after, int limit) throws SQLException {
        return session.query(
                "SELECT number, event FROM journal WHERE number > ? ORDER BY number LIMIT ?",
                row -> new JournalEntry(row.getLong("number"), EventJson.read(row.getString("event"))),
                after,
                Math.max(0, limit));
    }

    static long cursor(Database session, String reader) throws SQLException {
        return session.number("SELECT number FROM journal_cursor WHERE reader = ?", reader);
    }

    static int moveCursor(Database session, String reader, long number) throws SQLException {
        long last = session.number("SELECT entry FROM head");
        return session.update(
                "INSERT INTO journal_cursor (reader, number) VALUES (?, ?) "
                        + "ON CONFLICT (reader) DO UPDATE SET number = max(number, excluded.number)",
                reader,
                Math.clamp(number, 0, last));
    }
}
