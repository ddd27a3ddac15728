package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.CycleRecord;
import io.github.bedrockbatch.journal.EventTotals;
import io.github.bedrockbatch.journal.JobWrite;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.RecordResult;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TotalKey;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The recording of one cycle, within one transaction. */
final class SqliteRecording {
    private final Database session;
    private final long version;
    private long entry;
    private boolean changed;
    private final Set<JobArn> conflicts = new HashSet<>();
    private final Map<TotalKey, Long> totals = new HashMap<>();
    private final Map<Target, Models> models = new HashMap<>();

    private SqliteRecording(Database session) throws SQLException {
        this.session = session;
        this.version = session.number("SELECT version FROM head") + 1;
        this.entry = session.number("SELECT entry FROM head");
    }

    static RecordResult record(Database session, CycleRecord cycle) throws SQLException {
        return new SqliteRecording(session).record(cycle);
    }

    private RecordResult record(CycleRecord cycle) throws SQLException {
        for (JobWrite write : cycle.jobs()) {
            job(write);
        }
        for (LookupStatus lookup : cycle.lookups()) {
            lookup(lookup);
        }
        for (WalkProgress walk : cycle.walks()) {
            walk(cycle.target(), walk);
        }
        if (cycle.succeededAt() != null) {
            success(cycle.target(), cycle.succeededAt());
            changed = true;
        }
        for (Map.Entry<TotalKey, Long> total : totals.entrySet()) {
            total(total.getKey(), total.getValue());
        }
        return new RecordResult(head(), conflicts);
    }

    private long head() throws SQLException {
        if (!changed) {
            return version - 1;
        }
        session.update("UPDATE head SET version = ?, entry = ?", version, entry);
        return version;
    }

    private void job(JobWrite write) throws SQLException {
        TrackedJob row = write.row();
        int written = row.version() == 0 ? insert(row) : update(row);
        if (written == 0) {
            conflicts.add(row.arn());
            return;
        }
        changed = true;
        for (JournalEvent event : write.events()) {
            entry++;
            SqliteJournal.append(session, entry, event);
            for (Map.Entry<TotalKey, Long> amount : EventTotals.of(event).entrySet()) {
                totals.merge(place(amount.getKey()), amount.getValue(), EventTotals::sum);
            }
        }
    }

    /** Which models have totals is read once for each target, and only when one of a model is written. */
    private TotalKey place(TotalKey key) throws SQLException {
        if (!key.total().isByModel()) {
            return key;
        }
        Models placed = models.get(key.target());
        if (placed == null) {
            placed = new Models(SqliteReading.countedModels(session, key.target()));
            models.put(key.target(), placed);
        }
        return placed.place(key);
    }

    private int insert(TrackedJob row) throws SQLException {
        String arn = row.arn().value();
        session.update("DELETE FROM tombstone WHERE arn = ?", arn);
        return session.update(
                "INSERT INTO job (arn, account_id, region, version, prunable_from, tracked) VALUES (?, ?, ?, ?, ?, ?) "
                        + "ON CONFLICT (arn) DO NOTHING",
                arn,
                row.arn().accountId(),
                row.arn().region(),
                version,
                InstantText.ofNullable(RetentionRules.prunableFrom(row)),
                TrackedJson.write(row));
    }

    private int update(TrackedJob row) throws SQLException {
        return session.update(
                "UPDATE job SET version = ?, prunable_from = ?, tracked = ? WHERE arn = ? AND version = ?",
                version,
                InstantText.ofNullable(RetentionRules.prunableFrom(row)),
                TrackedJson.write(row),
                row.arn().value(),
                row.version());
    }

    /** A lookup that says nothing new takes no number. */
    private void lookup(LookupStatus lookup) throws SQLException {
        int written = session.update(
                "INSERT INTO lookup (arn, account_id, region, version, success, not_found_since, next_due) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET version = excluded.version, "
                        + "success = excluded.success, not_found_since = excluded.not_found_since, "
                        + "next_due = excluded.next_due WHERE (success, not_found_since, next_due) "
                        + "IS NOT (excluded.success, excluded.not_found_since, excluded.next_due)",
                lookup.arn().value(),
                lookup.arn().accountId(),
                lookup.arn().region(),
                version,
                lookup.success() ? 1 : 0,
                InstantText.ofNullable(lookup.notFoundSince()),
                InstantText.ofNullable(lookup.nextDue()));
        changed |= written > 0;
    }

    private void walk(Target target, WalkProgress walk) throws SQLException {
        session.update(
                "INSERT INTO walk (account_id, region, watch, completed_walk_at, pages) VALUES (?, ?, ?, ?, ?) "
                        + "ON CONFLICT DO UPDATE SET completed_walk_at = excluded.completed_walk_at, "
                        + "pages = excluded.pages WHERE excluded.completed_walk_at >= completed_walk_at",
                target.accountId(),
                target.region(),
                walk.watch(),
                InstantText.of(walk.completedWalkAt()),
                walk.pages());
    }

    private void success(Target target, Instant succeededAt) throws SQLException {
        session.update(
                "INSERT INTO target (account_id, region, last_success) VALUES (?, ?, ?) "
                        + "ON CONFLICT DO UPDATE SET last_success = excluded.last_success",
                target.accountId(),
                target.region(),
                InstantText.of(succeededAt));
    }

    /** SQLite would make a sum that is too large a floating-point number. A total that cannot be true begins anew. */
    private void total(TotalKey key, long amount) throws SQLException {
        session.update(
                "INSERT INTO total (total, account_id, region, first, second, amount) VALUES (?, ?, ?, ?, ?, ?) "
                        + "ON CONFLICT DO UPDATE SET amount = CASE "
                        + "WHEN " + SqliteReading.BAD_AMOUNT + " THEN excluded.amount "
                        + "WHEN total.amount > " + Long.MAX_VALUE + " - excluded.amount THEN " + Long.MAX_VALUE
                        + " ELSE total.amount + excluded.amount END",
                key.total().name(),
                key.target().accountId(),
                key.target().region(),
                key.first(),
                key.second(),
                amount);
    }
}
