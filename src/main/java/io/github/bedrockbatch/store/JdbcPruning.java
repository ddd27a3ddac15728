package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.TrackedJob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forgetting of what has outlived its retention, within one transaction. */
final class JdbcPruning {
    private JdbcPruning() {}

    static int prune(Database database, Retention retention, int limit) throws SQLException {
        int rows = jobs(database, retention.jobsBefore(), limit);
        rows += tombstones(database, retention, limit - rows);
        rows += lookups(database, retention, limit - rows);
        return rows + entries(database, retention.journalBefore(), limit);
    }

    private static int jobs(Database database, Instant before, int limit) throws SQLException {
        List<Tombstone> tombstones = database
                .query(
                        "SELECT * FROM job WHERE prunable_from < ? ORDER BY prunable_from, arn LIMIT ?",
                        database.rows()::read,
                        InstantText.bound(before),
                        limit)
                .stream()
                .map(TrackedJob::job)
                .map(Tombstone::of)
                .toList();
        List<JobArn> arns = tombstones.stream().map(Tombstone::arn).toList();
        delete(database, "job", arns);
        delete(database, "lookup", arns);
        database.batch(
                "INSERT INTO tombstone (arn, account_id, region, status, changed_at) VALUES (?, ?, ?, ?, ?) "
                        + "ON CONFLICT (arn) DO UPDATE SET status = excluded.status, changed_at = excluded.changed_at",
                tombstones,
                JdbcPruning::columns);
        return tombstones.size();
    }

    private static @Nullable Object[] columns(Tombstone tombstone) {
        return Database.arguments(
                tombstone.arn().value(),
                tombstone.arn().accountId(),
                tombstone.arn().region(),
                tombstone.status().word(),
                InstantText.of(tombstone.changedAt()));
    }

    private static int tombstones(Database database, Retention retention, int limit) throws SQLException {
        List<JobArn> faded = database.query(
                "SELECT arn FROM tombstone WHERE changed_at < ? ORDER BY changed_at, arn LIMIT ?",
                JdbcReading::arn,
                InstantText.bound(retention.tombstonesBefore()),
                limit + retention.named().size());
        return deleteUnnamed(database, "tombstone", faded, retention, limit);
    }

    /** Removes failed lookups. Every account is greater than the empty text, so that their index is searched. */
    private static int lookups(Database database, Retention retention, int limit) throws SQLException {
        List<JobArn> left = database.query(
                "SELECT arn FROM lookup WHERE success = 0 AND account_id > '' "
                        + "AND NOT EXISTS (SELECT 1 FROM job WHERE job.arn = lookup.arn) ORDER BY account_id, region, arn LIMIT ?",
                JdbcReading::arn,
                limit + retention.named().size());
        return deleteUnnamed(database, "lookup", left, retention, limit);
    }

    private static int deleteUnnamed(Database database, String table, List<JobArn> arns, Retention retention, int limit)
            throws SQLException {
        List<JobArn> unnamed = arns.stream()
                .filter(arn -> !retention.named().contains(arn))
                .limit(limit)
                .toList();
        delete(database, table, unnamed);
        return unnamed.size();
    }

    private static void delete(Database database, String table, List<JobArn> arns) throws SQLException {
        database.batch("DELETE FROM " + table + " WHERE arn = ?", arns, arn -> Database.arguments(arn.value()));
    }

    /** Removes entries that all readers have passed. Without any cursor, none goes. */
    private static int entries(Database database, Instant before, int limit) throws SQLException {
        long passed = database.number("SELECT coalesce(min(number), 0) FROM journal_cursor");
        return database.update(
                "DELETE FROM journal WHERE number IN "
                        + "(SELECT number FROM journal WHERE number <= ? AND seen_at < ? ORDER BY seen_at, number LIMIT ?)",
                passed,
                InstantText.bound(before),
                limit);
    }
}
