package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.config.StoreConfig;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.Lease;
import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a copy refuses, and that it leaves both stores as they were whatever fails. */
final class StoreCopyRefusalTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final String schema = PostgresServer.newSchema();
    private final PostgresDialect postgres = PostgresServer.dialect(schema);

    @TempDir
    private Path directory = Path.of(".");

    @BeforeEach
    void fill() {
        StoreCopyTest.fill(full());
    }

    @Test
    void aStoreThatHoldsSomethingIsNotCopiedInto() {
        new StoreCopy(full(), postgres).run();

        assertRefused(
                () -> new StoreCopy(full(), postgres).run(),
                postgres.name() + ": holds recordings, must be empty to copy into: set store.path to a new file, or "
                        + "store.schema to a new schema");
        assertRefused(() -> new StoreCopy(postgres, full()).run(), full().name() + ": holds recordings");
        StoreCopyTest.assertSame(full(), postgres);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO journal_cursor (reader, number) VALUES ('eventlog', 0)",
                "INSERT INTO walk (account_id, region, watch, completed_walk_at, pages) VALUES ('a', 'b', 'c', 'd', 1)"
            })
    void oneRowIsEnoughNotToBeEmpty(String row) throws SQLException {
        opened(empty()).close();
        sql(directory.resolve("empty.db"), row);

        assertRefused(() -> new StoreCopy(full(), empty()).run(), empty().name() + ": holds ");
    }

    @Test
    void aFileInUseIsRefusedOnEitherSide() {
        try (JobStore running = opened(full())) {
            assertRefused(
                    () -> new StoreCopy(full(), postgres).run(), full().name() + ": is in use by another process: ");
            assertRefused(
                    () -> new StoreCopy(postgres, full()).run(), full().name() + ": is in use by another process: ");
            assertThat(running.check()).isTrue();
        }
        assertIsEmpty(postgres);
    }

    @Test
    void aDatabaseInWhichAReplicaHoldsALeaseIsRefusedOnEitherSideUntilThatEnds() throws SQLException {
        try (Database replica = postgres.open()) {
            Lease lease = JdbcLeases.take(replica, "target", "pod-a", LONG).orElseThrow();
            String refusal = postgres.name()
                    + ": is in use by pod-a (lease of 3600 s), must not be in use: stop every exporter that uses it. The "
                    + "lease of a killed exporter expires";
            assertRefused(() -> new StoreCopy(postgres, empty()).run(), refusal);
            assertRefused(() -> new StoreCopy(full(), postgres).run(), refusal);
            assertIsEmpty(empty());
            assertIsEmpty(postgres);

            assertThat(JdbcLeases.release(replica, lease, null)).isEqualTo(1);
            new StoreCopy(full(), postgres).run();
            new StoreCopy(postgres, empty()).run();
            StoreCopyTest.assertSame(full(), empty());
        }
    }

    @Test
    void aDatabaseInWhichSomeoneRecordsIsRefused() throws SQLException {
        try (Database replica = postgres.open()) {
            String refusal = replica.transaction(postgres.beginWrite(), recording -> {
                assertRefused(
                        () -> new StoreCopy(full(), postgres).run(),
                        postgres.name() + ": is in use by another process, ");
                return "refused";
            });
            assertThat(refusal).isEqualTo("refused");
        }
        assertIsEmpty(postgres);
    }

    @Test
    void nobodyTakesALeaseWhileACopyRuns() throws SQLException {
        AtomicInteger refused = new AtomicInteger();
        try (Database replica = postgres.open()) {
            replica.execute("SET lock_timeout = '1ms'");
            Runnable take = () -> {
                assertThatThrownBy(() -> JdbcLeases.take(replica, "target", "pod-a", LONG))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("lock timeout");
                refused.incrementAndGet();
            };
            new StoreCopy(new HookedDialect(full(), take), postgres).run();

            assertThat(refused).hasValue(1);
            assertThat(JdbcLeases.take(replica, "target", "pod-a", LONG)).isPresent();
        }
    }

    @Test
    void aFileIsNotCopiedIntoItself() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), directory.resolve("full.db"));
        for (Path path : new Path[] {link, directory.resolve("./full.db")}) {
            assertThatThrownBy(() -> new StoreCopy(full(), new SqliteDialect(path)).run())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(full().name()
                            + ": is the store to copy from and the store to copy into, must be two stores: "
                            + "change one of the configuration files");
        }
    }

    @Test
    void aSchemaIsNotCopiedIntoItselfByWhateverUrl() {
        PostgresSettings settings = PostgresServer.settings(schema);
        PostgresDialect other = new PostgresDialect(
                new PostgresSettings(settings.url().replace("localhost", "127.0.0.1"), schema, "postgres", null, 4));
        assertThat(other.name()).isNotEqualTo(postgres.name());

        assertThatThrownBy(() -> new StoreCopy(postgres, other).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(": is the store to copy from and the store to copy into");
    }

    @Test
    void aSchemaIsCopiedIntoAnotherOfTheSameDatabase() {
        PostgresDialect other = PostgresServer.dialect(PostgresServer.newSchema());
        new StoreCopy(full(), postgres).run();

        new StoreCopy(postgres, other).run();

        StoreCopyTest.assertSame(full(), other);
    }

    @Test
    void aStoreInMemoryIsRefusedOnEitherSide() {
        StoreConfig file = config(StoreConfig.Type.SQLITE, directory.resolve("empty.db"));
        StoreConfig memory = config(StoreConfig.Type.MEMORY, Path.of("unused"));

        assertThatThrownBy(() -> StoreCopy.run(memory, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "memory: store.type of the store to copy from must be sqlite or postgresql, as no other process "
                                + "sees a store in memory: change it");
        assertThatThrownBy(() -> StoreCopy.run(file, memory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the store to copy into");
        assertThat(directory.resolve("empty.db")).doesNotExist();
    }

    @Test
    void configurationsNameTheStores() {
        StoreConfig file = config(StoreConfig.Type.SQLITE, directory.resolve("full.db"));
        StoreConfig server = new StoreConfig(
                StoreConfig.Type.POSTGRESQL,
                Path.of("unused"),
                Optional.of(PostgresServer.settings(schema).url()),
                schema,
                Optional.empty(),
                Optional.empty(),
                4);

        assertThat(StoreCopy.run(file, server)).startsWith("Copied from " + full().name() + " to " + postgres.name());

        StoreCopyTest.assertSame(full(), postgres);
    }

    @Test
    void aFileThatIsNotThereIsRefusedAndNotMade() {
        assertRefused(
                () -> new StoreCopy(empty(), postgres).run(),
                empty().name() + ": does not exist: set store.path to the file to copy from");
        assertThat(directory.resolve("empty.db")).doesNotExist();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.db"), "not a database at all, but long enough for one");

        assertRefused(
                () -> new StoreCopy(empty(), postgres).run(),
                file + ": is not an intact SQLite database: restore a backup");
        assertIsEmpty(postgres);
    }

    @Test
    void aServerThatIsAwayIsRefused() {
        PostgresDialect away = new PostgresDialect(
                new PostgresSettings("jdbc:postgresql://127.0.0.1:1/exporter", "public", "me", null, 4));

        assertRefused(
                () -> new StoreCopy(full(), away).run(), "jdbc:postgresql://127.0.0.1:1/exporter: cannot be used");
        assertRefused(
                () -> new StoreCopy(away, empty()).run(), "jdbc:postgresql://127.0.0.1:1/exporter: cannot be used");
    }

    @Test
    void aRowThatNoProgramWroteIsNamed() throws SQLException {
        sql(directory.resolve("full.db"), "UPDATE journal SET arn = NULL WHERE number = 2");

        assertRefused(
                () -> new StoreCopy(full(), postgres).run(),
                full().name()
                        + ": column arn of table journal holds null, must hold text: correct this row or delete it");
        assertIsEmpty(postgres);
    }

    /** The reason must not show the rows of a batch: they hold messages, which AWS marks sensitive. */
    @Test
    void aCharacterThatPostgresCannotHoldIsReplaced() throws SQLException {
        sql(directory.resolve("full.db"), "UPDATE tombstone SET status = 'odd' || char(0)");

        new StoreCopy(full(), postgres).run();

        try (Database database = postgres.open()) {
            assertThat(database.text("SELECT min(status) FROM tombstone")).isEqualTo("odd\uFFFD");
        }
    }

    /** A batch that fails would otherwise be shown with its values. */
    @Test
    void aRowThatIsRefusedIsNotShown() throws SQLException {
        try (Database database = postgres.open()) {
            database.execute("ALTER TABLE tombstone ADD CHECK (status <> 'secret')");
        }
        sql(directory.resolve("full.db"), "UPDATE tombstone SET status = 'secret'");

        assertThatThrownBy(() -> new StoreCopy(full(), postgres).run())
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(postgres.name() + ": could not be written: ")
                .satisfies(e -> assertThat(e.getCause()).hasMessageNotContaining("secret"))
                .hasMessageNotContaining("secret");
        assertIsEmpty(postgres);
    }

    @Test
    void aLostConnectionLeavesTheDatabaseEmpty() {
        HookedDialect cutting = new HookedDialect(full(), StoreCopyRefusalTest::cutConnections);

        assertRefused(() -> new StoreCopy(cutting, postgres).run(), postgres.name() + ": could not be written: ");

        assertIsEmpty(postgres);
        new StoreCopy(full(), postgres).run();
        StoreCopyTest.assertSame(full(), postgres);
    }

    private static void cutConnections() {
        try {
            PostgresServer.cutConnections();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private SqliteDialect full() {
        return new SqliteDialect(directory.resolve("full.db"));
    }

    private SqliteDialect empty() {
        return new SqliteDialect(directory.resolve("empty.db"));
    }

    private static StoreConfig config(StoreConfig.Type type, Path path) {
        return new StoreConfig(type, path, Optional.empty(), "public", Optional.empty(), Optional.empty(), 4);
    }

    private static JobStore opened(Dialect dialect) {
        JobStore store = new JdbcStore(dialect);
        store.open();
        return store;
    }

    private static void assertRefused(ThrowingCallable copy, String reason) {
        assertThatThrownBy(copy).isInstanceOf(StoreException.class).hasMessageStartingWith(reason);
    }

    static void assertIsEmpty(Dialect dialect) {
        try (Database database = dialect.open()) {
            assertThat(database.number("SELECT version + entry FROM head")).isZero();
            for (CopiedTable table : CopiedTable.values()) {
                assertThat(table.isEmpty(database)).as(table.label()).isTrue();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
