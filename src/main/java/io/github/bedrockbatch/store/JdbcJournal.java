package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.RetentionRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal's statements, within one transaction. */
final class JdbcJournal {
    private JdbcJournal() {}

    static void append(Database database, List<JournalEntry> entries) throws SQLException {
        database.batch(
                "INSERT INTO journal (number, seen_at, arn, account_id, region, to_status, changed_at, event) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                entries,
                JdbcJournal::columns);
    }

    private static @Nullable Object[] columns(JournalEntry entry) {
        JournalEvent event = entry.event();
        JobArn arn = event.job().arn();
        Transition transition = event instanceof Transitioned(Transition changed) ? changed : null;
        return Database.arguments(
                entry.number(),
                InstantText.of(RetentionRules.seenAt(event)),
                arn.value(),
                arn.accountId(),
                arn.region(),
                transition == null ? null : transition.to().word(),
                transition == null ? null : InstantText.of(transition.changedAt()),
                EventJson.write(event));
    }

    static List<JournalEntry> read(Database database, long after, int limit) throws SQLException {
        return database.query(
                "SELECT number, event FROM journal WHERE number > ? ORDER BY number LIMIT ?",
                JdbcJournal::entry,
                after,
                Math.max(0, limit));
    }

    static JournalEntry entry(ResultSet row) throws SQLException {
        return new JournalEntry(row.getLong("number"), EventJson.read(row.getString("event")));
    }

    /** Reads a cursor, for a program that may move it: one that may not would write the same entries again and again. */
    static long cursor(Database database, String reader) throws SQLException {
        Cursor cursor = database.query(
                        "SELECT number, min_reader FROM head LEFT JOIN journal_cursor ON reader = ? WHERE id = 1",
                        row -> new Cursor(row.getLong("number"), row.getLong("min_reader")),
                        reader)
                .getFirst();
        database.requireReader(cursor.minReader);
        return cursor.number;
    }

    /**
     * How far a reader has come.
     *
     * @param number that of the last entry it has read; 0 if none
     * @param minReader the oldest version of tables that a program must know to use these
     */
    private record Cursor(long number, long minReader) {}

    static int moveCursor(Database database, String reader, long number) throws SQLException {
        return database.update(
                "INSERT INTO journal_cursor (reader, number) VALUES (?, ?) ON CONFLICT (reader) DO UPDATE SET number = "
                        + "CASE WHEN excluded.number > journal_cursor.number THEN excluded.number "
                        + "ELSE journal_cursor.number END",
                reader,
                Math.clamp(number, 0, JdbcReading.head(database).entry()));
    }
}
