package io.github.bedrockbatch.store;

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
        int jobs = jobs(database, retention.jobsBefore(), limit);
        int tombstones = tombstones(database, retention, limit - jobs);
        return jobs + tombstones + entries(database, retention.journalBefore(), limit);
    }

    private static int jobs(Database database, Instant before, int limit) throws SQLException {
        List<Tombstone> tombstones = database
                .query(
                        "SELECT * FROM job WHERE prunable_from < ? ORDER BY prunable_from, arn LIMIT ?",
                        JdbcReading::job,
                        InstantText.bound(before),
                        limit)
                .stream()
                .map(TrackedJob::job)
                .map(Tombstone::of)
                .toList();
        database.batch("DELETE FROM job WHERE arn = ?", tombstones, JdbcPruning::key);
        database.batch("DELETE FROM lookup WHERE arn = ?", tombstones, JdbcPruning::key);
        database.batch(
                "INSERT INTO tombstone (arn, account_id, region, status, changed_at) VALUES (?, ?, ?, ?, ?) "
                        + "ON CONFLICT (arn) DO UPDATE SET status = excluded.status, changed_at = excluded.changed_at",
                tombstones,
                JdbcPruning::columns);
        return tombstones.size();
    }

    private static @Nullable Object[] key(Tombstone tombstone) {
        return Database.arguments(tombstone.arn().value());
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
        List<Tombstone> faded = database
                .query(
                        "SELECT * FROM tombstone WHERE changed_at < ? ORDER BY changed_at, arn LIMIT ?",
                        JdbcReading::tombstone,
                        InstantText.bound(retention.tombstonesBefore()),
                        limit + retention.named().size())
                .stream()
                .filter(tombstone -> !retention.named().contains(tombstone.arn()))
                .limit(limit)
                .toList();
        database.batch("DELETE FROM tombstone WHERE arn = ?", faded, JdbcPruning::key);
        return faded.size();
    }

    /** Without any cursor, the least one is 0: nothing goes before someone has read it. */
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
