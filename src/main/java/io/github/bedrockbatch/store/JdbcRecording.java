package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Database.arguments;
import static java.util.stream.Collectors.partitioningBy;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.EventTotals;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.Lease;
import io.github.bedrockbatch.journal.LeaseLostException;
import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.store.JdbcReading.Head;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The recording of one cycle, within one transaction. Rows of one table are written in one batch. */
final class JdbcRecording {
    private final Database database;
    private final Recording cycle;
    private final long version;
    private final Set<JobArn> conflicts = new HashSet<>();
    private boolean movedHead;

    private JdbcRecording(Database database, Recording cycle, long version) {
        this.database = database;
        this.cycle = cycle;
        this.version = version;
    }

    static JdbcRecording record(Database database, Recording cycle) throws SQLException {
        Lease lease = cycle.lease();
        if (lease != null && !JdbcLeases.holds(database, lease)) {
            throw new LeaseLostException(lease.name());
        }
        Head head = JdbcReading.head(database);
        JdbcRecording recording = new JdbcRecording(database, cycle, head.version() + 1);
        recording.record(head.entry());
        return recording;
    }

    RecordResult result() {
        return new RecordResult(movedHead ? version : version - 1, conflicts);
    }

    boolean movedHead() {
        return movedHead;
    }

    private void record(long lastEntry) throws SQLException {
        long entry = lastEntry;
        List<JournalEntry> entries = new ArrayList<>();
        List<JobWrite> writes = jobs();
        for (JobWrite write : writes) {
            movedHead = true;
            for (JournalEvent event : write.events()) {
                entry++;
                entries.add(new JournalEntry(entry, event));
            }
        }
        JdbcJournal.append(database, entries);
        totals(writes);
        movedHead |= IntStream.of(lookups()).anyMatch(written -> written > 0);
        movedHead |= cycle.lastSuccess() != null && success(cycle.lastSuccess()) > 0;
        movedHead |= cycle.intervals() != null && intervals(cycle.intervals()) > 0;
        walks();
        if (movedHead) {
            database.update("UPDATE head SET version = ?, entry = ? WHERE id = 1", version, entry);
        }
    }

    /** Writes the rows that have not moved on, the first of each job, and returns them in the order of the cycle. */
    private List<JobWrite> jobs() throws SQLException {
        Map<JobArn, JobWrite> first = new LinkedHashMap<>();
        Set<JobArn> repeated = new HashSet<>();
        for (JobWrite write : cycle.jobs()) {
            if (first.putIfAbsent(write.row().arn(), write) != null) {
                repeated.add(write.row().arn());
            }
        }
        Map<Boolean, List<TrackedJob>> rows =
                first.values().stream().map(JobWrite::row).collect(partitioningBy(row -> row.version() == 0));
        insert(rows.getOrDefault(true, List.of()));
        update(rows.getOrDefault(false, List.of()));
        first.keySet().removeAll(conflicts);
        conflicts.addAll(repeated);
        return List.copyOf(first.values());
    }

    private void insert(List<TrackedJob> rows) throws SQLException {
        database.batch(
                "DELETE FROM tombstone WHERE arn = ?",
                rows,
                row -> arguments(row.arn().value()));
        int[] written = database.batch(
                "INSERT INTO job (arn, account_id, region, version, open, prunable_from, tracked) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (arn) DO NOTHING",
                rows,
                row -> arguments(
                        row.arn().value(),
                        row.arn().accountId(),
                        row.arn().region(),
                        version,
                        number(RetentionRules.isOpen(row)),
                        InstantText.ofNullable(RetentionRules.prunableFrom(row)),
                        TrackedJson.write(row)));
        noteConflicts(rows, written);
    }

    private void update(List<TrackedJob> rows) throws SQLException {
        int[] written = database.batch(
                "UPDATE job SET version = ?, open = ?, prunable_from = ?, tracked = ? WHERE arn = ? AND version = ?",
                rows,
                row -> arguments(
                        version,
                        number(RetentionRules.isOpen(row)),
                        InstantText.ofNullable(RetentionRules.prunableFrom(row)),
                        TrackedJson.write(row),
                        row.arn().value(),
                        row.version()));
        noteConflicts(rows, written);
    }

    private void noteConflicts(List<TrackedJob> rows, int[] written) {
        IntStream.range(0, written.length)
                .filter(index -> written[index] == 0)
                .forEach(index -> conflicts.add(rows.get(index).arn()));
    }

    /** Writes lookups. One that says nothing new takes no number. */
    private int[] lookups() throws SQLException {
        return database.batch(
                "INSERT INTO lookup (arn, account_id, region, version, success, not_found_since, next_due) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET version = excluded.version, "
                        + "success = excluded.success, not_found_since = excluded.not_found_since, "
                        + "next_due = excluded.next_due WHERE lookup.success <> excluded.success "
                        + "OR lookup.not_found_since IS DISTINCT FROM excluded.not_found_since "
                        + "OR lookup.next_due IS DISTINCT FROM excluded.next_due",
                cycle.lookups(),
                lookup -> arguments(
                        lookup.arn().value(),
                        lookup.arn().accountId(),
                        lookup.arn().region(),
                        version,
                        number(lookup.success()),
                        InstantText.ofNullable(lookup.notFoundSince()),
                        InstantText.ofNullable(lookup.nextDue())));
    }

    /** Writes the last success. Readers follow by number, so one of another time takes a number. */
    private int success(Instant lastSuccess) throws SQLException {
        return database.update(
                "INSERT INTO target (account_id, region, version, last_success) VALUES (?, ?, ?, ?) "
                        + "ON CONFLICT (account_id, region) DO UPDATE SET version = excluded.version, "
                        + "last_success = excluded.last_success WHERE target.last_success <> excluded.last_success",
                cycle.target().accountId(),
                cycle.target().region(),
                version,
                InstantText.of(lastSuccess));
    }

    /** Writes the intervals. Without a success before, the target's row begins with them. */
    private int intervals(PollIntervals intervals) throws SQLException {
        return database.update(
                "INSERT INTO target (account_id, region, version, last_success, intervals) VALUES (?, ?, ?, ?, ?) "
                        + "ON CONFLICT (account_id, region) DO UPDATE SET version = excluded.version, "
                        + "intervals = excluded.intervals WHERE target.intervals IS DISTINCT FROM excluded.intervals",
                cycle.target().accountId(),
                cycle.target().region(),
                version,
                InstantText.of(TargetRow.NEVER),
                IntervalsJson.write(intervals));
    }

    private void walks() throws SQLException {
        database.batch(
                "INSERT INTO walk (account_id, region, watch, completed_walk_at, pages) VALUES (?, ?, ?, ?, ?) "
                        + "ON CONFLICT (account_id, region, watch) DO UPDATE "
                        + "SET completed_walk_at = excluded.completed_walk_at, pages = excluded.pages "
                        + "WHERE excluded.completed_walk_at >= walk.completed_walk_at",
                cycle.walks(),
                walk -> arguments(
                        cycle.target().accountId(),
                        cycle.target().region(),
                        walk.watch(),
                        InstantText.of(walk.completedWalkAt()),
                        walk.pages()));
    }

    /** Adds to totals. No sum exceeds a long, as SQLite would make it a floating-point number. A bad total begins anew. */
    private void totals(List<JobWrite> writes) throws SQLException {
        database.batch(
                "INSERT INTO total (total, account_id, region, model, first, second, version, amount) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                        + "ON CONFLICT (total, account_id, region, model, first, second) "
                        + "DO UPDATE SET version = excluded.version, amount = CASE "
                        + "WHEN " + JdbcReading.BAD_AMOUNT + " THEN excluded.amount "
                        + "WHEN total.amount > " + Long.MAX_VALUE + " - excluded.amount THEN " + Long.MAX_VALUE
                        + " ELSE total.amount + excluded.amount END",
                List.copyOf(amounts(writes).entrySet()),
                total -> arguments(
                        total.getKey().total().name(),
                        total.getKey().target().accountId(),
                        total.getKey().target().region(),
                        total.getKey().model(),
                        total.getKey().first(),
                        total.getKey().second(),
                        version,
                        total.getValue()));
    }

    private Map<Total.Key, Long> amounts(List<JobWrite> writes) throws SQLException {
        Map<Total.Key, Long> amounts = new HashMap<>();
        Map<Target, Models> models = new HashMap<>();
        for (JobWrite write : writes) {
            for (Map.Entry<Total.Key, Long> amount : EventTotals.of(write).entrySet()) {
                amounts.merge(place(amount.getKey(), models), amount.getValue(), EventTotals::sum);
            }
        }
        return amounts;
    }

    /** Returns where an amount is counted. Models are read once for each target, and only when one of a model is written. */
    private Total.Key place(Total.Key key, Map<Target, Models> models) throws SQLException {
        if (!key.total().isByModel()) {
            return key;
        }
        Models placed = models.get(key.target());
        if (placed == null) {
            placed = new Models(JdbcReading.countedModels(database, key.target()));
            models.put(key.target(), placed);
        }
        return placed.place(key);
    }

    private static int number(boolean flag) {
        return flag ? 1 : 0;
    }
}
