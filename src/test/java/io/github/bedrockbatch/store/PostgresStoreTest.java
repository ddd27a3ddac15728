package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.testing.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresStoreTest extends JobStoreContract {
    @Override
    JobStore create() {
        return new JdbcStore(PostgresServer.dialect(PostgresServer.newSchema()));
    }

    @Test
    void goesOnAfterItsConnectionWasCut() throws SQLException {
        store.record(cycle(running(1)));
        PostgresServer.cutConnections();

        assertThatThrownBy(() -> store.changesSince(0)).isInstanceOf(StoreException.class);
        // Each connection of the pool that was cut may fail once.
        await().ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> store.changesSince(0).jobs().size() == 1);
        store.record(cycle(running(2)));
        assertThat(store.changesSince(0).jobs()).hasSize(2);
    }

    @Test
    void processesThatStartAtOnceMakeTheTablesOnce() throws InterruptedException, ExecutionException {
        PostgresDialect dialect = PostgresServer.dialect("at_once");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Database>> opened = threads.invokeAll(Collections.nCopies(4, dialect::open));
            for (Future<Database> database : opened) {
                assertThat(database.get().number("SELECT count(*) FROM head")).isEqualTo(1);
                database.get().close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void twoProcessesSeeWhatTheOtherRecorded() {
        String schema = "shared";
        try (JobStore one = new JdbcStore(PostgresServer.dialect(schema));
                JobStore other = new JdbcStore(PostgresServer.dialect(schema))) {
            one.open();
            other.open();
            one.record(cycle(running(1)));
            assertThat(other.record(cycle(running(1))).conflicts()).containsExactly(arn(1));
            other.record(cycle(running(2)));
            assertThat(one.changesSince(0)).isEqualTo(other.changesSince(0));
            assertThat(one.changesSince(0).jobs()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, true", "3, false"})
    void aNewerProgramSaysWhetherThisOneMayUseTheTables(long minReader, boolean refused) {
        String schema = "newer_" + minReader;
        PostgresMigrations next = new PostgresMigrations(
                4,
                version -> version <= 3
                        ? PostgresMigrations.OF_THIS_PROGRAM.scripts().apply(version)
                        : "ALTER TABLE job ADD COLUMN further TEXT; UPDATE head SET min_reader = " + minReader);
        try (JobStore newer = new JdbcStore(new PostgresDialect(PostgresServer.settings(schema), next))) {
            newer.open();
            newer.record(cycle(running(1)));
        }
        try (JobStore older = new JdbcStore(PostgresServer.dialect(schema))) {
            if (refused) {
                assertThatThrownBy(older::open)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining(
                                "has schema version 4, which needs an exporter of schema version 4 or newer. This one has 3");
            } else {
                older.open();
                older.record(cycle(running(2)));
                assertThat(older.changesSince(0).jobs()).hasSize(2);
            }
        }
    }

    @Test
    void aProgramThatRunsGivesUpTablesOfANewerOne() throws SQLException {
        String schema = PostgresServer.newSchema();
        try (JobStore older = new JdbcStore(PostgresServer.dialect(schema))) {
            older.open();
            older.record(cycle(running(1)));
            PostgresServer.execute("UPDATE " + schema + ".head SET min_reader = 99");

            RunningStore.assertRefuses(
                    older,
                    "has schema version 3, which needs an exporter of schema version 99 or newer. This one has 3");

            PostgresServer.execute("UPDATE " + schema + ".head SET min_reader = 3");
            assertThat(older.changesSince(0).jobs()).hasSize(1);
        }
    }

    /** What a replica of the version before does first in a transaction, and what it does next. */
    @ParameterizedTest
    @CsvSource({
        "SELECT 1 FROM head FOR UPDATE, 'INSERT INTO total VALUES (''RECORDS'', ''1'', ''eu'', ''nova'', ''success'', 1, 1)'",
        "SELECT 1 FROM head; SELECT 1 FROM target, SELECT first FROM total"
    })
    void theStepToVersionThreeWaitsForTransactionsThatGoOn(String first, String next)
            throws SQLException, InterruptedException, ExecutionException {
        String schema = PostgresServer.newSchema();
        PostgresMigrations before = new PostgresMigrations(2, PostgresMigrations.OF_THIS_PROGRAM.scripts());
        new PostgresDialect(PostgresServer.settings(schema), before).open().close();
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Connection replica = Postgres.connect();
                Statement statement = replica.createStatement()) {
            statement.execute("SET search_path = " + schema + "; BEGIN; " + first);
            Future<Database> migrated = threads.submit(PostgresServer.dialect(schema)::open);
            await().until(() -> isWaitedForIn(schema));

            statement.execute(next);
            statement.execute("COMMIT");

            try (Database database = migrated.get()) {
                assertThat(database.number("SELECT max(version) FROM migration"))
                        .isEqualTo(3);
                assertThat(database.number("SELECT count(*) FROM total WHERE model <> 'nova' OR first <> 'success'"))
                        .isZero();
            }
        }
    }

    private static boolean isWaitedForIn(String schema) throws SQLException {
        try (Connection connection = Postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(
                        "SELECT 1 FROM pg_locks AS waits JOIN pg_locks AS holds ON holds.pid = waits.pid JOIN pg_class "
                                + "ON pg_class.oid = holds.relation WHERE NOT waits.granted AND relnamespace = '"
                                + schema
                                + "'::regnamespace")) {
            return waiting.next();
        }
    }

    @Test
    void totalsOfVersionTwoKeepTheirSums() throws SQLException {
        String schema = "version_two";
        PostgresMigrations before = new PostgresMigrations(2, PostgresMigrations.OF_THIS_PROGRAM.scripts());
        new PostgresDialect(PostgresServer.settings(schema), before).open().close();
        PostgresServer.execute("INSERT INTO " + schema + ".total VALUES "
                + "('TRANSITIONS', '123456789012', 'us-east-1', 'Submitted', 'Failed', 1, 3), "
                + "('DURATION_BUCKET', '123456789012', 'us-east-1', 'Failed', '2', 1, 3), "
                + "('QUEUE_MILLIS', '123456789012', 'us-east-1', '', '', 1, 9000), "
                + "('RECORDS', '123456789012', 'us-east-1', 'nova', 'success', 1, 7), "
                + "('RECORDS', '123456789012', 'us-east-1', 'titan', 'success', 1, 8)");
        try (JobStore migrated = new JdbcStore(PostgresServer.dialect(schema))) {
            migrated.open();

            assertThat(migrated.changesSince(0).totals())
                    .isEqualTo(Map.of(
                            new Total.Key(Total.TRANSITIONS, EAST, "", "Submitted", "Failed"), 3L,
                            new Total.Key(Total.DURATION_BUCKET, EAST, "unknown", "Failed", "2"), 3L,
                            new Total.Key(Total.QUEUE_MILLIS, EAST, "unknown", "", ""), 9_000L,
                            new Total.Key(Total.RECORDS, EAST, "nova", "success", ""), 7L,
                            new Total.Key(Total.RECORDS, EAST, "titan", "success", ""), 8L));
            migrated.record(cycle(running(1)));
            assertThat(migrated.changesSince(0).totals())
                    .containsEntry(new Total.Key(Total.QUEUE_MILLIS, EAST, "unknown", "", ""), 9_000L)
                    .containsEntry(new Total.Key(Total.QUEUE_MILLIS, EAST, "anthropic.claude", "", ""), 60_000L);
        }
    }

    @Test
    void aConnectionWhoseTransactionCouldNotBeginServesTheNext() throws SQLException {
        String schema = PostgresServer.newSchema();
        PostgresSettings settings = new PostgresSettings(Postgres.url(), schema, null, null, 2);
        try (JobStore one = new JdbcStore(new PostgresDialect(settings));
                Connection frozen = Postgres.connect();
                Statement statement = frozen.createStatement()) {
            one.open();
            statement.execute("BEGIN; SELECT 1 FROM " + schema + ".head FOR UPDATE");
            for (int write = 0; write < 2; write++) {
                assertThatThrownBy(() -> one.record(cycle(running(1))))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("lock timeout");
            }
            for (int read = 0; read < 4; read++) {
                assertThat(one.changesSince(0).head()).isZero();
            }
            statement.execute("ROLLBACK");
            assertThat(one.record(cycle(running(1))).head()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:54x2/exporter?user=me&password=hunter2",
                "jdbc:postgresql://me:hunter2@127.0.0.1:1/exporter"
            })
    void showsNoPasswordOfAUrl(String url) {
        try (JobStore away = new JdbcStore(new PostgresDialect(new PostgresSettings(url, "public", null, null, 4)))) {
            assertThatThrownBy(away::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(": cannot be used: ")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void saysWhatToDoWithoutTheDatabase() {
        try (JobStore away = new JdbcStore(new PostgresDialect(
                new PostgresSettings("jdbc:postgresql://127.0.0.1:1/exporter?user=me", "public", null, null, 4)))) {
            assertThatThrownBy(away::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(
                            "jdbc:postgresql://127.0.0.1:1/exporter: cannot be used: check that the database is running");
        }
    }
}
