package io.github.bedrockbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.store.Mishap.Kind;
import io.github.bedrockbatch.store.Mishap.ProcessDied;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.JDBC;

/**
 * Holds that a file of version 1 stays usable wherever a step to newer tables fails or the process dies in it: it is of the
 * version before or of the one after, with nothing in between, and the next open completes what is missing.
 */
final class MigrationMishapTest {
    private static final String FILE = "exporter.db";

    /** How many indexes the tables of each version have. */
    private static final Map<Long, Long> INDEXES = Map.of(1L, 8L, 2L, 14L, 3L, 17L);

    @TempDir
    private Path directory = Path.of(".");

    private Changes before = new Changes(0, 0, List.of(), List.of(), Map.of(), Map.of(), Set.of());

    @BeforeEach
    void fill() throws IOException {
        EarlierVersion.copyTo(directory.resolve(FILE), 1);
        Path migrated = copyTo("migrated").resolve(FILE);
        try (JobStore store = JdbcStore.sqlite(migrated)) {
            store.open();
            before = store.changesSince(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesAWholeFile(Kind kind) throws IOException, SQLException {
        int points = migrate(Mishap.none(kind), copyTo("undisturbed"));

        for (int point = 1; point <= points; point++) {
            Path home = copyTo(kind + "-" + point);
            Mishap mishap = new Mishap(kind, point);
            migrate(mishap, home);
            assertThat(mishap.happened()).as(mishap.toString()).isTrue();
            Path left = mishap.died() ? home.resolve("after-death") : home;
            assertWhole(left.resolve(FILE), mishap);
        }
        assertThat(points).isGreaterThan(kind == Kind.FAILS || kind == Kind.DIES ? 20 : 0);
    }

    /** Opens the file for the newer program, and counts the points; a dead process leaves its files as they were then. */
    private static int migrate(Mishap mishap, Path home) throws IOException, SQLException {
        MishapConnector connector = new MishapConnector(mishap);
        try (JobStore store = new JdbcStore(new SqliteDialect(
                home.resolve(FILE), connector, new LocalDisk(Files::getFileStore), Migrations.SQLITE))) {
            store.open();
        } catch (StoreException e) {
            assertThat(mishap.happened()).isTrue();
        } catch (ProcessDied e) {
            copy(home, home.resolve("after-death"));
            connector.closeReal();
        }
        return mishap.points();
    }

    private void assertWhole(Path file, Mishap mishap) throws SQLException {
        try (Database database = connect(file)) {
            long version = database.number("PRAGMA user_version");
            assertThat(version).as(mishap.toString()).isBetween(1L, 3L);
            assertThat(database.number("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"))
                    .as(mishap.toString())
                    .isEqualTo(INDEXES.get(version));
            assertThat(database.number("SELECT count(*) FROM pragma_table_info('job') WHERE name = 'open'"))
                    .isEqualTo(version == 1 ? 0 : 1);
            assertThat(database.number("SELECT count(*) FROM pragma_table_info('total') WHERE name = 'model'"))
                    .isEqualTo(version == 3 ? 1 : 0);
            assertThat(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'total_by_model'"))
                    .isZero();
            assertThat(database.text("PRAGMA integrity_check")).isEqualTo("ok");
        }
        try (JobStore store = JdbcStore.sqlite(file)) {
            store.open();
            assertThat(store.changesSince(0)).as(mishap.toString()).isEqualTo(before);
        }
        try (Database database = connect(file)) {
            assertThat(database.number("PRAGMA user_version")).isEqualTo(3);
            assertThat(database.number("SELECT count(*) FROM journal WHERE region IS NULL"))
                    .isZero();
            assertThat(database.number("SELECT count(*) FROM job WHERE open = 0"))
                    .isPositive();
        }
    }

    private static Database connect(Path file) throws SQLException {
        return new Database(JDBC.createConnection("jdbc:sqlite:" + file, new Properties()));
    }

    private Path copyTo(String name) throws IOException {
        Path home = directory.resolve(name);
        copy(directory, home);
        return home;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, FILE + "*")) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
