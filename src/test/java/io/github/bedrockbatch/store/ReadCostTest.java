package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.EVERYTHING;
import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.completed;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.found;
import static io.github.bedrockbatch.store.Rows.running;
import static io.github.bedrockbatch.store.Rows.settled;
import static io.github.bedrockbatch.store.Rows.sql;
import static io.github.bedrockbatch.store.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.WalkProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.JDBC;

/** Holds that what is read costs what it returns, however much a store has gathered in its life. */
final class ReadCostTest {
    private static final Pattern SCAN = Pattern.compile("SCAN (job|tombstone|lookup|journal|total|target|walk)\\b.*");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final WatchedConnector connector = new WatchedConnector();

    private Path path() {
        return directory.resolve("exporter.db");
    }

    private JobStore opened() {
        JobStore store = new JdbcStore(
                new SqliteDialect(path(), connector, new LocalDisk(Files::getFileStore), Migrations.SQLITE));
        store.open();
        return store;
    }

    @Test
    void noStatementScansATableThatGrows() throws SQLException {
        try (JobStore store = opened()) {
            connector.reset();
            EarlierVersion.fill(store);
            followedCycle(store);
            store.known(EAST, IntStream.range(0, 700).mapToObj(Rows::arn).toList());
            assertThat(store.prune(EVERYTHING, 100)).isGreaterThan(20);
        }

        assertThat(connector.statements())
                .hasSizeGreaterThan(25)
                .allSatisfy(statement -> assertThat(plan(statement))
                        .as(statement)
                        .noneMatch(step -> SCAN.matcher(step).matches()));
    }

    @Test
    void theLatestEntriesAreFoundInOrder() throws SQLException {
        String account = EAST.accountId();
        String region = EAST.region();
        try (JobStore store = opened()) {
            connector.reset();
            for (EntryFilter filter : List.of(
                    EntryFilter.ALL,
                    new EntryFilter(Set.of(arn(1)), Set.of(), Set.of(), Set.of(), false),
                    new EntryFilter(Set.of(), Set.of(account), Set.of(), Set.of(), false),
                    new EntryFilter(Set.of(), Set.of(), Set.of(region), Set.of(), false),
                    new EntryFilter(Set.of(), Set.of(account), Set.of(region), Set.of(), false),
                    new EntryFilter(Set.of(), Set.of(), Set.of(), Set.of(Known.FAILED.word()), false),
                    new EntryFilter(Set.of(), Set.of(account), Set.of(region), Set.of(Known.FAILED.word()), false))) {
                store.latest(filter, 20, 5);
            }
        }

        assertInOrder(7);
    }

    /** The entries of some jobs are few, whose order is made. */
    @Test
    void theLatestEntriesOfSeveralValuesAreFoundInOrder() throws SQLException {
        Set<String> accounts = Set.of(EAST.accountId(), "000000000000");
        Set<String> regions = Set.of(EAST.region(), "eu-west-1");
        try (JobStore store = opened()) {
            connector.reset();
            store.latest(new EntryFilter(Set.of(), accounts, regions, Set.of(), true), 20, 5);
            store.latest(new EntryFilter(Set.of(), accounts, regions, Set.of("Failed", "Unknown"), true), 20, 5);
        }
        assertInOrder(3);
        try (JobStore store = opened()) {
            connector.reset();
            store.latest(new EntryFilter(Set.of(arn(1), arn(2)), accounts, regions, Set.of("Failed"), true), 20, 5);
        }
        assertThat(connector.statements())
                .hasSize(1)
                .allSatisfy(statement -> assertThat(plan(statement))
                        .containsExactly(
                                "SEARCH journal USING INDEX journal_by_arn (arn=? AND number<?)",
                                "USE TEMP B-TREE FOR ORDER BY"));
    }

    private void assertInOrder(int statements) {
        assertThat(connector.statements())
                .hasSize(statements)
                .allSatisfy(statement -> assertThat(plan(statement))
                        .as(statement)
                        .isNotEmpty()
                        .allMatch(step -> step.startsWith("SEARCH journal ")));
    }

    @Test
    void theRowsOfACycleAreWrittenInBatches() {
        try (JobStore store = opened()) {
            int few = executionsOfACycle(store, 1, 2);
            int many = executionsOfACycle(store, 11, 100);

            assertThat(many).isEqualTo(few);
        }
    }

    private int executionsOfACycle(JobStore store, int from, int count) {
        connector.reset();
        JobWrite[] rows =
                IntStream.range(from, from + count).mapToObj(Rows::completed).toArray(JobWrite[]::new);
        store.record(cycle(rows));
        return connector.executions();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM job WHERE account_id = ?", "SELECT count(*) FROM tombstone"})
    void aStatementThatScansIsSeen(String statement) throws SQLException {
        opened().close();

        assertThat(plan(statement)).anyMatch(step -> SCAN.matcher(step).matches());
    }

    @Test
    void theJournalIsPrunedByTimeAndNotReadFromItsBeginning() throws SQLException {
        try (JobStore store = opened()) {
            connector.reset();
            store.prune(EVERYTHING, 10);
        }

        String statement = connector.statements().stream()
                .filter(sql -> sql.startsWith("DELETE FROM journal"))
                .findFirst()
                .orElseThrow();
        assertThat(plan(statement)).anyMatch(step -> step.contains("journal_by_seen_at (seen_at<?)"));
    }

    @ParameterizedTest
    @CsvSource({"10000, 0, 10", "10, 100000, 10", "10, 0, 2000", "10000, 100000, 2000"})
    void aCycleReadsTheSameNumberOfRowsHoweverManyAreFinishedBuriedOrOfOtherTargets(
            int finished, int tombstones, int totals) throws SQLException {
        int many = rowsOfACycle(finished, tombstones, totals);
        directory = directory.resolve("few");
        int few = rowsOfACycle(10, 0, 10);

        assertThat(many).isEqualTo(few);
        System.out.println("A cycle reads " + many + " rows");
    }

    private int rowsOfACycle(int finished, int tombstones, int totals) throws SQLException {
        try (JobStore store = opened()) {
            EarlierVersion.fill(store);
        }
        copies("job", "version, open, prunable_from, tracked", "job000000005", 1_000, finished);
        copies("tombstone", "status, changed_at", "job000000030", 20_000, tombstones);
        sql(
                path(),
                numbers(totals)
                        + "INSERT INTO total (total, account_id, region, model, first, second, amount, version) "
                        + "SELECT total, account_id, 'region-' || i, model, first, second, amount, version FROM n, total "
                        + "WHERE total = 'DETECTION_MILLIS' AND region = 'us-east-1'");
        try (JobStore store = opened()) {
            return followedCycle(store);
        }
    }

    /** Does what a cycle and those who follow it do, and says how many rows were read. */
    private int followedCycle(JobStore store) {
        Changes before = store.changesSince(0);
        connector.reset();
        TargetState state = store.load(EAST, List.of(arn(1), arn(6), arn(30), arn(400)));
        long version = Objects.requireNonNull(state.jobs().get(arn(1))).version();
        List<JobWrite> writes = List.of(
                write(arn(1), Known.COMPLETED, T0.plusSeconds(90), version),
                running(400),
                new JobWrite(completed(401).row(), List.of(settled(401))));
        List<LookupStatus> lookups = List.of(found(arn(1)), LookupStatus.failed(arn(400), null));
        List<WalkProgress> walks = List.of(new WalkProgress("everything", T0.plusSeconds(30), 2));
        store.record(new Recording(EAST, writes, lookups, walks, T0.plusSeconds(31)));
        Changes changes = store.changesSince(before.head());
        assertThat(changes.jobs()).hasSize(3);
        assertThat(changes.totals().keySet())
                .isNotEmpty()
                .allMatch(key -> key.target().equals(EAST));
        assertThat(store.read(store.cursor("other"), 5)).hasSize(5);
        store.moveCursor("other", before.lastEntry());
        return connector.rows();
    }

    /** Puts copies of the row of a job into a table. */
    private void copies(String table, String columns, String job, int from, int count) throws SQLException {
        String renamed = "replace(%s, '" + job + "', printf('job%%09d', " + from + " + i))";
        sql(
                path(),
                numbers(count) + "INSERT INTO " + table + " (arn, account_id, region, " + columns + ") SELECT "
                        + renamed.formatted("arn") + ", account_id, region, "
                        + columns.replace("tracked", renamed.formatted("tracked")) + " FROM n, " + table
                        + " WHERE arn LIKE '%us-east-1%" + job + "'");
    }

    private static String numbers(int count) {
        return "WITH RECURSIVE n(i) AS (SELECT 1 WHERE " + count + " > 0 UNION ALL SELECT i + 1 FROM n WHERE i < "
                + count + ") ";
    }

    private List<String> plan(String statement) throws SQLException {
        try (Database database = new Database(JDBC.createConnection("jdbc:sqlite:" + path(), new Properties()))) {
            return database.query("EXPLAIN QUERY PLAN " + statement, row -> row.getString("detail"));
        }
    }
}
