package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.Retention;
import io.github.bedrockbatch.journal.TrackedJob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The forgetting of what has outlived its retention, within one transaction. */
final class SqlitePruning {
    private SqlitePruning() {}

    static int prune(Database session, Retention retention, int limit) throws SQLException {
        int jobs = jobs(session, retention.jobsBefore(), limit);
        int tombstones = tombstones(session, retention.tombstonesBefore(), limit - jobs);
        return jobs + tombstones + entries(session, retention.journalBefore(), limit);
    }

    private static int jobs(Database session, Instant before, int limit) throws SQLException {
        List<TrackedJob> outlived = session.query(
                "SELECT * FROM job WHERE prunable_from < ? ORDER BY prunable_from, arn LIMIT ?",
                SqliteReading::job,
                InstantText.bound(before),
                limit);
        for (TrackedJob row : outlived) {
            bury(session, Tombstone.of(row.job()));
        }
        return outlived.size();
    }

    private static void bury(Database session, Tombstone tombstone) throws SQLException {
        String arn = tombstone.arn().value();
        session.update("DELETE FROM job WHERE arn = ?", arn);
        session.update("DELETE FROM lookup WHERE arn = ?", arn);
        session.update(
                "INSERT OR REPLACE INTO tombstone (arn, account_id, region, status, changed_at) VALUES (?, ?, ?, ?, ?)",
                arn,
                tombstone.arn().accountId(),
                tombstone.arn().region(),
                tombstone.status().word(),
                InstantText.of(tombstone.changedAt()));
    }

    private static int tombstones(Database session, Instant before, int limit) throws SQLException {
        return session.update(
                "DELETE FROM tombstone WHERE arn IN "
                        + "(SELECT arn FROM tombstone WHERE changed_at < ? ORDER BY changed_at, arn LIMIT ?)",
                InstantText.bound(before),
                limit);
    }

    /** Without any cursor, the least one is 0: nothing goes before someone has read it. */
    private static int entries(Database session, Instant before, int limit) throws SQLException {
        long passed = session.number("SELECT coalesce(min(number), 0) FROM journal_cursor");
        return session.update(
                "DELETE FROM journal WHERE number IN "
                        + "(SELECT number FROM journal WHERE number <= ? AND seen_at < ? ORDER BY seen_at, number LIMIT ?)",
                passed,
                InstantText.bound(before),
                limit);
    }
}
