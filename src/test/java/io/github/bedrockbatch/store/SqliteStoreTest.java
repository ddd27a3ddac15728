package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Proxies.invoke;
import static io.github.bedrockbatch.store.Proxies.proxy;
import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.EVERYTHING;
import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.WEST;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.completed;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.found;
import static io.github.bedrockbatch.store.Rows.lookups;
import static io.github.bedrockbatch.store.Rows.only;
import static io.github.bedrockbatch.store.Rows.running;
import static io.github.bedrockbatch.store.Rows.settled;
import static io.github.bedrockbatch.store.Rows.sql;
import static io.github.bedrockbatch.store.Rows.success;
import static io.github.bedrockbatch.store.Rows.sum;
import static io.github.bedrockbatch.store.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.testing.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.JDBC;

final class SqliteStoreTest extends JobStoreContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Override
    JobStore create() {
        return JdbcStore.sqlite(path());
    }

    private Path path() {
        return directory.resolve("deep/down/exporter.db");
    }

    private Path other() {
        return directory.resolve("other.db");
    }

    @Test
    void allIsThereAfterReopening() {
        store.record(cycle(completed(1), running(2)));
        store.record(lookups(found(arn(1))));
        store.record(success(EAST, T0.plusNanos(1)));
        store.moveCursor("eventlog", 1);
        Changes view = store.changesSince(0);
        TargetState state = store.load(EAST);

        store.close();
        store.close();
        store.open();
        store.open();

        assertThat(store.changesSince(0)).isEqualTo(view);
        assertThat(store.load(EAST)).isEqualTo(state);
        assertThat(store.cursor("eventlog")).isEqualTo(1);
        assertThat(store.read(0, 10)).hasSize(2);
        store.record(cycle(running(3)));
        assertThat(store.read(2, 10).getFirst().number()).isEqualTo(3);
    }

    @Test
    void aKilledProcessLosesNothingThatWasRecorded() throws IOException {
        store.record(cycle(completed(1), running(2)));
        Changes view = store.changesSince(0);
        Files.copy(path(), other());
        Files.copy(path().resolveSibling("exporter.db-wal"), directory.resolve("other.db-wal"));

        try (JobStore survivor = opened(other())) {
            assertThat(survivor.changesSince(0)).isEqualTo(view);
            assertThat(survivor.changesSince(0).totals()).isEqualTo(sum(survivor));
        }
    }

    @Test
    void aTornLastWriteIsAsIfItHadNotBeen() throws IOException {
        store.record(cycle(running(1)));
        Changes view = store.changesSince(0);
        Path wal = path().resolveSibling("exporter.db-wal");
        long whole = Files.size(wal);
        store.record(cycle(running(2), running(3)));
        Files.copy(path(), other());
        byte[] written = Files.readAllBytes(wal);
        int torn = (int) (whole + (written.length - whole) / 2);
        Files.write(directory.resolve("other.db-wal"), Arrays.copyOf(written, torn));

        try (JobStore survivor = opened(other())) {
            assertThat(survivor.changesSince(0)).isEqualTo(view);
            assertThat(survivor.read(0, 10)).hasSize(1);
        }
    }

    @Test
    void itsSizeIsThatOfTheFileAndOfItsLog() throws IOException {
        long before = store.size().orElseThrow();
        store.record(cycle(running(1)));
        long log = Files.size(path().resolveSibling("exporter.db-wal"));

        assertThat(log).isPositive();
        assertThat(store.size()).hasValue(Files.size(path()) + log);
        assertThat(store.size().orElseThrow()).isGreaterThan(before);

        store.close();
        assertThat(store.size()).as("the log is gone").hasValue(Files.size(path()));
        Files.delete(path());
        assertThat(store.size()).isEmpty();
        assertThat(JdbcStore.memory().size()).isEmpty();
    }

    @Test
    void aFileInUseIsRefused() {
        assertThatThrownBy(() -> opened(path()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": is in use by another process: ");
        store.record(cycle(running(1)));
        assertThat(store.check()).isTrue();
    }

    @Test
    void aFileInUseIsRefusedToAnotherProcess() throws IOException, InterruptedException {
        Process second = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenStore.class.getName(),
                        path().toString())
                .redirectErrorStream(true)
                .start();

        try (var output = second.inputReader()) {
            assertThat(output.readAllAsString()).contains(": is in use by another process: ");
        }
        assertThat(second.waitFor()).isEqualTo(1);
    }

    @Test
    void aFileOfANewerVersionIsRefusedAndLeftAsItIs() throws SQLException {
        store.close();
        sql(path(), "PRAGMA user_version = 99");
        sql(path(), "UPDATE head SET min_reader = 4");

        assertThatThrownBy(() -> store.open())
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(
                        path()
                                + ": has schema version 99, which needs an exporter of schema version 4 or newer. This one has 3: ");
        sql(path(), "PRAGMA user_version = 3");
        store.open();
    }

    /** No other process can change the file while this one has it, so this one does. */
    @Test
    void aFileThatBecomesOneOfANewerProgramIsGivenUp() throws SQLException {
        SqliteDialect real = new SqliteDialect(other());
        AtomicReference<Database> opened = new AtomicReference<>();
        try (JobStore older = new JdbcStore(proxy(Dialect.class, (proxy, method, arguments) -> {
            Object result = invoke(real, method, arguments);
            if (result instanceof Database database) {
                opened.set(database);
            }
            return result;
        }))) {
            older.open();
            older.record(cycle(running(1)));
            opened.get().execute("UPDATE head SET min_reader = 99");

            RunningStore.assertRefuses(
                    older,
                    other()
                            + ": has schema version 3, which needs an exporter of schema version 99 or newer. This one has 3: ");

            opened.get().execute("UPDATE head SET min_reader = 3");
            assertThat(older.changesSince(0).jobs()).hasSize(1);
        }
    }

    @Test
    void aFileOfANewerVersionThatThisProgramMayUseIsUsedAndKeepsItsVersion() throws SQLException {
        store.record(cycle(running(1)));
        store.close();
        sql(path(), "PRAGMA user_version = 99");
        sql(path(), "ALTER TABLE job ADD COLUMN news TEXT");

        store.open();
        store.record(cycle(running(2)));
        assertThat(Stored.jobs(store, EAST)).containsOnlyKeys(arn(1), arn(2));
        store.close();
        assertThat(number(path(), "PRAGMA user_version")).isEqualTo(99);
        store.open();
    }

    @Test
    void aFileOfANewerVersionThatDoesNotSayWhoMayUseItIsRefused() throws SQLException {
        sql(other(), "PRAGMA user_version = 99");
        sql(other(), "PRAGMA application_id = " + SqliteDialect.APPLICATION_ID);

        assertThatThrownBy(() -> opened(other()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(
                        other() + ": has schema version 99, which needs an exporter of schema version 99 or newer. ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFileOfAnEarlierVersionIsReadAsIfThisProgramHadWrittenIt(int version) throws SQLException, IOException {
        EarlierVersion.copyTo(other(), version);
        EarlierVersion.fill(store);
        try (JobStore migrated = opened(other());
                JobStore memory = new MemoryStore()) {
            EarlierVersion.fill(memory);
            List<JobArn> arns = IntStream.range(0, 100)
                    .boxed()
                    .flatMap(number -> Stream.of(arn(number), arn(WEST, number)))
                    .toList();
            for (JobStore other : List.of(store, memory)) {
                assertThat(migrated.changesSince(0)).isEqualTo(EarlierVersion.asWritten(other.changesSince(0)));
                assertThat(migrated.read(0, 100)).isEqualTo(other.read(0, 100)).hasSize(26);
                for (Target target : List.of(EAST, WEST)) {
                    assertThat(migrated.load(target, arns))
                            .isEqualTo(EarlierVersion.asWritten(other.load(target, arns)));
                }
                assertThat(migrated.cursor("eventlog")).isEqualTo(other.cursor("eventlog"));
                assertThat(migrated.cursor("other")).isEqualTo(other.cursor("other"));
            }
            assertThat(migrated.changesSince(migrated.changesSince(0).head()).totals())
                    .isEmpty();
            assertThat(migrated.record(cycle(running(200))).head()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFileOfAnEarlierVersionGetsTheColumnsThatThisProgramWrites(int version) throws SQLException, IOException {
        EarlierVersion.copyTo(other(), version);
        EarlierVersion.fill(store);
        store.close();
        opened(other()).close();

        for (String columns : List.of(
                "arn || open FROM job ORDER BY arn",
                "number || concat_ws(' ', arn, account_id, region, to_status, changed_at) FROM journal ORDER BY number",
                "sql FROM sqlite_schema ORDER BY name")) {
            assertThat(texts(other(), "SELECT " + columns)).isEqualTo(texts(path(), "SELECT " + columns));
        }
        store.open();
    }

    @Test
    void totalsOfVersionTwoKeepTheirSumsAndGoOn() throws SQLException, IOException {
        EarlierVersion.copyTo(other(), 2);
        Total.Key records = new Total.Key(Total.RECORDS, EAST, "amazon.nova", "success", "");
        Total.Key failed = new Total.Key(Total.DURATION_MILLIS, EAST, "unknown", "Failed", "");

        try (JobStore migrated = opened(other())) {
            Map<Total.Key, Long> totals = migrated.changesSince(0).totals();
            assertThat(totals).containsEntry(records, 5L).containsEntry(failed, 60_000L);
            migrated.record(cycle(
                    settled(300, "amazon.nova", new RecordCounts(1L, 1L, 1L, 0L)),
                    write(arn(301), Known.FAILED, T0.plusSeconds(60))));
            assertThat(migrated.changesSince(0).totals())
                    .containsEntry(records, 6L)
                    .containsEntry(failed, 60_000L)
                    .containsEntry(
                            new Total.Key(Total.DURATION_MILLIS, EAST, "anthropic.claude", "Failed", ""), 60_000L);
        }
    }

    @Test
    void noSumOfVersionTwoIsLost() throws SQLException, IOException {
        EarlierVersion.copyTo(other(), 2);
        Map<String, Long> before = sums(other());

        opened(other()).close();

        assertThat(sums(other())).hasSizeGreaterThan(8).isEqualTo(before);
    }

    /** The sums of each total of each target. */
    private static Map<String, Long> sums(Path file) throws SQLException {
        return texts(file, "SELECT total || region || ' ' || sum(amount) FROM total GROUP BY total, region").stream()
                .map(row -> row.split(" ", 2))
                .collect(Collectors.toMap(row -> row[0], row -> Long.valueOf(row[1])));
    }

    @Test
    void aFileOfVersionOneWithASuccessAloneKeepsIt() throws SQLException, IOException {
        EarlierVersion.copyTo(other(), 1);
        for (String table : List.of("job", "lookup", "total", "journal")) {
            sql(other(), "DELETE FROM " + table);
        }
        sql(other(), "UPDATE head SET version = 0, entry = 0");

        try (JobStore migrated = opened(other())) {
            assertThat(migrated.changesSince(0).lastSuccess()).containsOnlyKeys(EAST, WEST);
        }
    }

    @Test
    void aRowOfVersionOneThatCannotBeReadIsNoObstacleToOpening() throws SQLException, IOException {
        EarlierVersion.copyTo(other(), 1);
        sql(other(), "UPDATE job SET tracked = '{' WHERE arn LIKE '%job000000005'");
        sql(other(), "UPDATE journal SET event = '{' WHERE number = 3");

        try (JobStore migrated = opened(other())) {
            assertThatThrownBy(() -> migrated.load(EAST))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(other() + ": holds a row that cannot be read: ");
            assertThat(migrated.read(3, 100)).hasSize(25);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 0})
    void aFileOfAnImpossibleVersionIsRefusedInALineAndLeftAsItIs(int version) throws SQLException {
        store.record(cycle(running(1)));
        store.close();
        sql(path(), "PRAGMA user_version = " + version);

        assertThatThrownBy(() -> store.open())
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": has schema version " + version + ", must have 1 to 3: ")
                .hasMessageNotContaining("\n");
        sql(path(), "PRAGMA user_version = 3");
        store.open();
        assertThat(store.read(0, 10)).hasSize(1);
    }

    @Test
    void aNewFileOfANegativeVersionIsRefused() throws SQLException {
        sql(other(), "PRAGMA user_version = -3");

        assertThatThrownBy(() -> opened(other()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(other() + ": has schema version -3, must have 1 to 3: ");
    }

    @Test
    void anEventOfAnUnknownTypeIsAFailureOfTheStore() throws SQLException {
        store.record(cycle(running(1)));
        store.close();
        sql(path(), "UPDATE journal SET event = replace(event, '\"type\":\"transition\"', '\"type\":\"dream\"')");
        store.open();

        assertThatThrownBy(() -> store.read(0, 10))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": holds a row that cannot be read: ")
                .hasMessageContaining("dream: must be a type of event that this version knows");
    }

    @Test
    void aRowThatCannotBeReadIsAFailureOfTheStoreWhenItIsPrunedToo() throws SQLException {
        store.record(cycle(completed(1)));
        store.close();
        sql(path(), "UPDATE job SET tracked = '{'");
        store.open();

        assertThatThrownBy(() -> store.prune(EVERYTHING, 10))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": holds a row that cannot be read: ");
    }

    @Test
    void aJobWithAnIdThatIsNoLongerAcceptedIsStillRead() throws SQLException {
        store.record(cycle(running(1)));
        store.close();
        sql(
                path(),
                "UPDATE job SET arn = arn || '/../etc', tracked = replace(tracked, 'job000000001', 'job000000001/../etc')");
        store.open();

        assertThat(only(store, EAST).arn().jobId()).isEqualTo("job000000001/../etc");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws SQLException, IOException {
        sql(other(), "CREATE TABLE grades (id INTEGER)");
        byte[] before = Files.readAllBytes(other());

        assertThatThrownBy(() -> opened(other()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(other() + ": is a database of another program: ");
        assertThat(other()).hasBinaryContent(before);
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(other(), "these are my notes, and they are long enough to be a header".repeat(40));
        byte[] before = Files.readAllBytes(other());

        assertThatThrownBy(() -> opened(other()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(other() + ": is not an intact SQLite database: restore a backup")
                .hasMessageContaining("counters start from 0");
        assertThat(other()).hasBinaryContent(before);
    }

    @Test
    void aDamagedDatabaseIsRefused() throws IOException {
        store.record(cycle(IntStream.range(0, 200).mapToObj(Rows::running).toArray(JobWrite[]::new)));
        store.close();
        byte[] content = Files.readAllBytes(path());
        Arrays.fill(content, 8_192, content.length - 4_096, (byte) 0x5a);
        Files.write(path(), content);

        assertThatThrownBy(() -> store.open())
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": is not an intact SQLite database: restore a backup");
    }

    @Test
    void anEmptyFileIsTakenAsNew() throws IOException {
        Files.createFile(other());

        try (JobStore fresh = opened(other())) {
            assertThat(fresh.check()).isTrue();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(other(), "a file");
        Path below = other().resolve("data/exporter.db");

        assertThatThrownBy(() -> opened(below))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(below.getParent() + ": cannot be created: ");
        assertThatThrownBy(() -> opened(directory)).hasMessageStartingWith(directory + ": is a directory");
    }

    @Test
    void aFailedWriteIsRolledBackAndTheStoreStaysUsable() throws SQLException {
        store.record(cycle(running(1)));
        store.close();
        sql(
                path(),
                "CREATE TRIGGER full BEFORE UPDATE OF version ON head WHEN new.version = 2 "
                        + "BEGIN SELECT raise(ABORT, 'no room'); END");
        store.open();
        Changes before = store.changesSince(0);

        assertThatThrownBy(() -> store.record(cycle(running(2))))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": could not be written: ")
                .hasMessageContaining("no room");

        assertThat(store.changesSince(0)).isEqualTo(before);
        assertThat(store.read(0, 10)).hasSize(1);
        assertThat(store.check()).isTrue();
        store.moveCursor("eventlog", 1);
        assertThat(store.cursor("eventlog")).isEqualTo(1);
    }

    @Test
    void aRowThatCannotBeReadIsAFailureOfTheStore() throws SQLException {
        store.record(cycle(running(1)));
        store.close();
        sql(path(), "UPDATE job SET tracked = '{'");
        store.open();

        assertThatThrownBy(() -> store.changesSince(0))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": holds a row that cannot be read: ");
        assertThat(store.record(cycle(running(2))).conflicts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'$.snapshot.timeoutDurationInHours', 99999999999",
                "'$.snapshot.vpcConfig', json('{\"subnetIds\":[1],\"securityGroupIds\":[]}')",
                "'$.statusChangedAt', 'soon'",
                "'$.origin', 'nobody'",
                "'$.snapshot.jobArn', 'arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/job000000002'"
            })
    void aRowThatMakesNoSenseIsAFailureOfTheStore(String change) throws SQLException {
        store.record(cycle(running(1), running(2)));
        store.close();
        sql(path(), "UPDATE job SET tracked = json_set(tracked, " + change + ") WHERE arn LIKE '%1'");
        store.open();

        assertThatThrownBy(() -> store.load(EAST))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": holds a row that cannot be read: ");
    }

    @Test
    void aCallThatHangsHoldsUpNoClosing() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        List<Database> opened = new CopyOnWriteArrayList<>();
        Dialect memory = new MemoryDialect();
        JobStore hanging = new JdbcStore(
                proxy(Dialect.class, (proxy, method, arguments) -> {
                    if (method.getName().equals("isThere")) {
                        called.countDown();
                        answered.await();
                    }
                    Object result = invoke(memory, method, arguments);
                    if (result instanceof Database database) {
                        opened.add(database);
                    }
                    return result;
                }),
                Duration.ZERO);
        hanging.open();
        Thread user = Thread.ofVirtual().start(hanging::check);
        called.await();

        assertThat(Thread.ofVirtual().start(hanging::close).join(Duration.ofSeconds(30)))
                .isTrue();

        await().untilAsserted(() ->
                assertThatThrownBy(() -> opened.getFirst().number("SELECT 1")).isInstanceOf(SQLException.class));
        answered.countDown();
        user.join();
        assertThatThrownBy(() -> hanging.changesSince(0)).hasMessageContaining(": must be open");
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();

        assertThat(store.check()).isFalse();
        assertThatThrownBy(() -> store.changesSince(0))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path() + ": must be open");
    }

    @Test
    void aStoreWhoseFileIsGoneIsNotWell() throws IOException {
        Files.delete(path());

        assertThat(store.check()).isFalse();
    }

    private static long number(Path path, String sql) throws SQLException {
        return Long.parseLong(texts(path, sql).getFirst());
    }

    private static List<String> texts(Path path, String sql) throws SQLException {
        try (Database database = new Database(JDBC.createConnection("jdbc:sqlite:" + path, new Properties()))) {
            return database.query(sql, row -> String.valueOf(row.getString(1)));
        }
    }

    private static JobStore opened(Path path) {
        JobStore store = JdbcStore.sqlite(path);
        store.open();
        return store;
    }
}
