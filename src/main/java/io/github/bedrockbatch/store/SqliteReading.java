package io.github.bedrockbatch.store;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TotalKey;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reading of rows, within one transaction. */
final class SqliteReading {
    /** Whether a total cannot be true: a program that let sums wrap around, or somebody else, wrote it. */
    static final String BAD_AMOUNT = "(typeof(total.amount) <> 'integer' OR total.amount < 0)";

    private SqliteReading() {}

    static TargetState load(Database session, Target target) throws SQLException {
        List<TrackedJob> jobs = ofTarget(session, "job", SqliteReading::job, target).stream()
                .filter(RetentionRules::isOpen)
                .toList();
        List<LookupStatus> lookups = ofTarget(session, "lookup", SqliteReading::lookup, target);
        List<WalkProgress> walks = ofTarget(session, "walk", SqliteReading::walk, target);
        return new TargetState(
                jobs.stream().collect(toMap(TrackedJob::arn, identity())),
                Map.of(),
                lookups.stream().collect(toMap(LookupStatus::arn, identity())),
                walks.stream().collect(toMap(WalkProgress::watch, identity())),
                ofTarget(session, "target", row -> InstantText.read(row, "last_success"), target).stream()
                        .findFirst()
                        .orElse(null));
    }

    static Changes changesSince(Database session, long number) throws SQLException {
        return new Changes(
                session.number("SELECT version FROM head"),
                session.number("SELECT entry FROM head"),
                since(session, "job", SqliteReading::job, number),
                since(session, "lookup", SqliteReading::lookup, number),
                lastSuccess(session),
                totals(session),
                badTotals(session));
    }

    static KnownJobs known(Database session, Target target, Collection<JobArn> asked) throws SQLException {
        Map<JobArn, TrackedJob> jobs = new HashMap<>();
        Map<JobArn, Tombstone> tombstones = new HashMap<>();
        for (JobArn arn :
                asked.stream().filter(one -> Target.of(one).equals(target)).toList()) {
            session.query("SELECT * FROM job WHERE arn = ?", SqliteReading::job, arn.value())
                    .forEach(row -> jobs.put(arn, row));
            session.query("SELECT * FROM tombstone WHERE arn = ?", SqliteReading::tombstone, arn.value())
                    .forEach(row -> tombstones.put(arn, row));
        }
        return new KnownJobs(jobs, tombstones);
    }

    /** Reads the models of a target that have totals. */
    static Set<String> countedModels(Database session, Target target) throws SQLException {
        Set<String> models = new HashSet<>();
        for (Total total : Total.values()) {
            if (total.isByModel()) {
                models.addAll(session.query(
                        "SELECT DISTINCT first FROM total WHERE total = ? AND account_id = ? AND region = ?",
                        row -> row.getString("first"),
                        total.name(),
                        target.accountId(),
                        target.region()));
            }
        }
        return models;
    }

    private static <T> List<T> ofTarget(Database session, String table, Database.RowReader<T> reader, Target target)
            throws SQLException {
        return session.query(
                "SELECT * FROM " + table + " WHERE account_id = ? AND region = ?",
                reader,
                target.accountId(),
                target.region());
    }

    private static <T> List<T> since(Database session, String table, Database.RowReader<T> reader, long number)
            throws SQLException {
        return session.query("SELECT * FROM " + table + " WHERE version > ? ORDER BY version, arn", reader, number);
    }

    private static Map<Target, Instant> lastSuccess(Database session) throws SQLException {
        return session
                .query("SELECT * FROM target", row -> Map.entry(target(row), InstantText.read(row, "last_success")))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<TotalKey, Long> totals(Database session) throws SQLException {
        return session
                .query(
                        "SELECT * FROM total WHERE NOT " + BAD_AMOUNT,
                        row -> Map.entry(totalKey(row), row.getLong("amount")))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<TotalKey> badTotals(Database session) throws SQLException {
        return Set.copyOf(session.query("SELECT * FROM total WHERE " + BAD_AMOUNT, SqliteReading::totalKey));
    }

    static TrackedJob job(ResultSet row) throws SQLException {
        return TrackedJson.read(row.getString("tracked"), row.getLong("version"));
    }

    private static Tombstone tombstone(ResultSet row) throws SQLException {
        return new Tombstone(arn(row), JobStatus.of(row.getString("status")), InstantText.read(row, "changed_at"));
    }

    private static LookupStatus lookup(ResultSet row) throws SQLException {
        return new LookupStatus(
                arn(row),
                row.getBoolean("success"),
                InstantText.readNullable(row, "not_found_since"),
                InstantText.readNullable(row, "next_due"));
    }

    private static WalkProgress walk(ResultSet row) throws SQLException {
        return new WalkProgress(
                row.getString("watch"), InstantText.read(row, "completed_walk_at"), row.getInt("pages"));
    }

    private static TotalKey totalKey(ResultSet row) throws SQLException {
        return new TotalKey(
                Total.valueOf(row.getString("total")), target(row), row.getString("first"), row.getString("second"));
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(row.getString("account_id"), row.getString("region"));
    }

    private static JobArn arn(ResultSet row) throws SQLException {
        return JobArn.restore(row.getString("arn"));
    }
}
