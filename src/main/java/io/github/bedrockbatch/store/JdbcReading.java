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
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.store.Database.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reading of rows, within one transaction. */
final class JdbcReading {
    /**
     * Says whether a total cannot be true: a program that let sums wrap around, or somebody else, wrote it. SQLite may hold
     * fractions and text in any column.
     */
    static final String BAD_AMOUNT = "(total.amount < 0 OR total.amount <> CAST(total.amount AS BIGINT))";

    private static final String OF_TARGET = "account_id = ? AND region = ?";

    /** The totals of which each model that is counted has one. Buckets are many, and none is without its milliseconds. */
    private static final List<Total> OF_EACH_MODEL =
            List.of(Total.QUEUE_MILLIS, Total.DURATION_MILLIS, Total.RECORDS, Total.TOKENS);

    /** The most that one statement asks for, since a database bounds its arguments. */
    private static final int MAX_ASKED = 500;

    private JdbcReading() {}

    /**
     * What all other tables stand by.
     *
     * @param version the number of the newest recording
     * @param entry that of the newest journal entry
     * @param minReader the oldest version of tables that a program must know to use these
     */
    record Head(long version, long entry, long minReader) {}

    /**
     * Reads the head.
     *
     * @throws io.github.bedrockbatch.journal.StoreException if a newer program has made the tables its own meanwhile
     */
    static Head head(Database database) throws SQLException {
        Head head = database.query(
                        "SELECT version, entry, min_reader FROM head WHERE id = 1",
                        row -> new Head(row.getLong("version"), row.getLong("entry"), row.getLong("min_reader")))
                .getFirst();
        database.requireReader(head.minReader);
        return head;
    }

    static TargetState load(Database database, Target target) throws SQLException {
        List<TargetRow> polled = ofTarget(database, "target WHERE %s", TargetRow::read, target);
        return new TargetState(
                by(TrackedJob::arn, ofTarget(database, "job WHERE open = 1 AND %s", database.rows()::read, target)),
                Map.of(),
                by(LookupStatus::arn, lookups(database, target)),
                by(WalkProgress::watch, ofTarget(database, "walk WHERE %s", JdbcReading::walk, target)),
                TargetRow.by(polled, TargetRow::lastSuccess).get(target),
                TargetRow.by(polled, TargetRow::intervals).get(target));
    }

    /** Reads those that failed, then the others of open jobs: each is found by an index of its own. */
    private static List<LookupStatus> lookups(Database database, Target target) throws SQLException {
        List<LookupStatus> lookups = ofTarget(database, "lookup WHERE success = 0 AND %s", JdbcReading::lookup, target);
        lookups.addAll(ofTarget(
                database,
                "lookup WHERE success = 1 AND arn IN (SELECT arn FROM job WHERE open = 1 AND %s)",
                JdbcReading::lookup,
                target));
        return lookups;
    }

    private static <T> List<T> ofTarget(Database database, String rows, RowReader<T> reader, Target target)
            throws SQLException {
        return database.query(
                "SELECT * FROM " + rows.replace("%s", OF_TARGET), reader, target.accountId(), target.region());
    }

    static KnownJobs known(Database database, Target target, Collection<JobArn> asked) throws SQLException {
        List<String> arns = asked.stream()
                .filter(arn -> Target.of(arn).equals(target))
                .map(JobArn::value)
                .distinct()
                .toList();
        return new KnownJobs(
                by(TrackedJob::arn, among(database, "job", database.rows()::read, arns)),
                by(Tombstone::arn, among(database, "tombstone", JdbcReading::tombstone, arns)));
    }

    static Changes changesSince(Database database, long number) throws SQLException {
        Head head = head(database);
        if (head.version < number) {
            // The database lost commits, and their numbers are given again.
            database.rows().clear();
        }
        List<TargetRow> targets = database.query("SELECT * FROM target WHERE version > ?", TargetRow::read, number);
        return new Changes(
                head.version,
                head.entry,
                database.query(
                        "SELECT * FROM job WHERE version > ? ORDER BY version, arn", database.rows()::read, number),
                database.query(
                        "SELECT * FROM lookup WHERE version > ? ORDER BY version, arn", JdbcReading::lookup, number),
                TargetRow.by(targets, TargetRow::lastSuccess),
                TargetRow.by(targets, TargetRow::intervals),
                map(database.query(
                        "SELECT * FROM total WHERE version > ? AND NOT " + BAD_AMOUNT, JdbcReading::total, number)),
                Set.copyOf(database.query(
                        "SELECT * FROM total WHERE version > ? AND " + BAD_AMOUNT, JdbcReading::totalKey, number)));
    }

    /** Reads the models of a target that have totals. */
    static Set<String> countedModels(Database database, Target target) throws SQLException {
        Set<String> models = new HashSet<>();
        for (Total total : OF_EACH_MODEL) {
            models.addAll(database.query(
                    "SELECT DISTINCT model FROM total WHERE total = ? AND " + OF_TARGET,
                    row -> row.getString("model"),
                    total.name(),
                    target.accountId(),
                    target.region()));
        }
        return models;
    }

    /** Asks in batches of few sizes, so that few statements are kept. The last ARN fills a batch up. */
    private static <T> List<T> among(Database database, String table, RowReader<T> reader, List<String> arns)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += MAX_ASKED) {
            List<String> some = arns.subList(from, Math.min(arns.size(), from + MAX_ASKED));
            @Nullable Object[] arguments = new Object[Math.min(MAX_ASKED, Integer.highestOneBit(2 * some.size() - 1))];
            Arrays.setAll(arguments, index -> some.get(Math.min(index, some.size() - 1)));
            String marks = String.join(", ", Collections.nCopies(arguments.length, "?"));
            rows.addAll(database.query("SELECT * FROM " + table + " WHERE arn IN (" + marks + ")", reader, arguments));
        }
        return rows;
    }

    private static <K, T> Map<K, T> by(Function<T, K> key, List<T> rows) {
        return rows.stream().collect(toMap(key, identity()));
    }

    private static <K, V> Map<K, V> map(List<Map.Entry<K, V>> entries) {
        return entries.stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Tombstone tombstone(ResultSet row) throws SQLException {
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

    private static Map.Entry<Total.Key, Long> total(ResultSet row) throws SQLException {
        return Map.entry(totalKey(row), row.getLong("amount"));
    }

    private static Total.Key totalKey(ResultSet row) throws SQLException {
        return new Total.Key(
                Total.valueOf(row.getString("total")),
                target(row),
                row.getString("model"),
                row.getString("first"),
                row.getString("second"));
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(row.getString("account_id"), row.getString("region"));
    }

    static JobArn arn(ResultSet row) throws SQLException {
        return JobArn.restore(row.getString("arn"));
    }
}
