package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.completed;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.running;
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
 * Holds that a file stays usable wherever a step to newer tables fails or the process dies in it: it is of the version before
 * or of the one after, with nothing in between, and the next open completes what is missing. The newer tables are made up.
 */
final class MigrationMishapTest {
    private static final String FILE = "exporter.db";
    private static final String STEP = """
            CREATE TABLE note (arn TEXT PRIMARY KEY, text TEXT NOT NULL);
            INSERT INTO note (arn, text) SELECT arn, 'moved' FROM job;
            ALTER TABLE job ADD COLUMN note TEXT;
            UPDATE job SET note = 'added';
            CREATE INDEX note_by_text ON note (text);
            """;
    private static final Migrations NEXT = new Migrations(
            2, version -> version == 1 ? Migrations.OURS.scripts().apply(1) : STEP);

    @TempDir
    private Path directory = Path.of(".");

    private Changes before = new Changes(0, 0, List.of(), List.of(), Map.of(), Map.of(), Set.of());

    @BeforeEach
    void fill() {
        try (JobStore store = new SqliteStore(directory.resolve(FILE))) {
            store.open();
            store.record(cycle(completed(1), running(2), running(3)));
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
        assertThat(points).isPositive();
    }

    /** Opens the file for the newer program, and counts the points; a dead process leaves its files as they were then. */
    private static int migrate(Mishap mishap, Path home) throws IOException, SQLException {
        MishapConnector connector = new MishapConnector(mishap);
        try (JobStore store = new SqliteStore(home.resolve(FILE), connector, NEXT)) {
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
        try (Database session = new Database(JDBC.createConnection("jdbc:sqlite:" + file, new Properties()))) {
            long version = session.number("PRAGMA user_version");
            assertThat(version).as(mishap.toString()).isBetween(1L, 2L);
            long made = session.number("SELECT count(*) FROM sqlite_schema WHERE name IN ('note', 'note_by_text')");
            assertThat(made).as(mishap.toString()).isEqualTo(version == 2 ? 2 : 0);
            assertThat(session.number("SELECT count(*) FROM pragma_table_info('job') WHERE name = 'note'"))
                    .isEqualTo(version == 2 ? 1 : 0);
            assertThat(session.text("PRAGMA integrity_check")).isEqualTo("ok");
        }
        try (JobStore store = new SqliteStore(file, JDBC::createConnection, NEXT)) {
            store.open();
            assertThat(store.changesSince(0)).as(mishap.toString()).isEqualTo(before);
        }
        try (Database session = new Database(JDBC.createConnection("jdbc:sqlite:" + file, new Properties()))) {
            assertThat(session.number("PRAGMA user_version")).isEqualTo(2);
            assertThat(session.number("SELECT count(*) FROM note WHERE text = 'moved'"))
                    .isEqualTo(3);
            assertThat(session.number("SELECT count(*) FROM job WHERE note = 'added'"))
                    .isEqualTo(3);
        }
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
