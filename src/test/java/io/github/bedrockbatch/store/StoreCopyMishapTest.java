package io.github.bedrockbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.store.Mishap.Kind;
import io.github.bedrockbatch.store.Mishap.ProcessDied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds that a copy that failed, or whose process died, at any statement leaves an empty store, into which the next one copies all. */
final class StoreCopyMishapTest {
    private final PostgresDialect postgres = PostgresServer.dialect(PostgresServer.newSchema());

    @TempDir
    private Path directory = Path.of(".");

    @BeforeEach
    void fill() {
        StoreCopyTest.fill(full());
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"FAILS", "FAILS_AND_ROLLS_BACK", "DIES"})
    void leavesAnEmptyFile(Kind kind) throws IOException, SQLException {
        new StoreCopy(full(), postgres).run();
        int points = intoFile(Mishap.none(kind), made("undisturbed"));

        for (int point = 1; point <= points; point++) {
            Path home = made(kind + "-" + point);
            Mishap mishap = new Mishap(kind, point);
            intoFile(mishap, home);
            assertThat(mishap.happened()).as(mishap.toString()).isTrue();
            SqliteDialect left =
                    new SqliteDialect((mishap.died() ? home.resolve("after-death") : home).resolve("store.db"));
            StoreCopyRefusalTest.assertIsEmpty(left);
            new StoreCopy(postgres, left, 2).run();
            StoreCopyTest.assertSame(full(), left);
        }
        assertThat(points).isGreaterThanOrEqualTo(kind == Kind.FAILS_AND_ROLLS_BACK ? 1 : 9);
    }

    @Test
    void leavesAnEmptyDatabaseWhereverTheFileFails() throws IOException, SQLException {
        Mishap none = Mishap.none(Kind.FAILS);
        fromFile(none, PostgresServer.dialect(PostgresServer.newSchema()));

        for (int point = 1; point <= none.points(); point++) {
            Mishap mishap = new Mishap(Kind.FAILS, point);
            fromFile(mishap, postgres);
            assertThat(mishap.happened()).as(mishap.toString()).isTrue();
            StoreCopyRefusalTest.assertIsEmpty(postgres);
        }
        assertThat(none.points()).isGreaterThan(CopiedTable.values().length);
        new StoreCopy(full(), postgres).run();
        StoreCopyTest.assertSame(full(), postgres);
    }

    /** Copies into a file whose statements may fail, and counts the points; a dead process leaves its files as they were then. */
    private int intoFile(Mishap mishap, Path home) throws IOException, SQLException {
        MishapConnector connector = new MishapConnector(mishap);
        try {
            new StoreCopy(postgres, withMishap(connector, home.resolve("store.db")), 2).run();
        } catch (StoreException e) {
            assertThat(mishap.happened()).isTrue();
        } catch (ProcessDied e) {
            Path copy = Files.createDirectory(home.resolve("after-death"));
            for (String file : List.of("store.db", "store.db-wal")) {
                if (Files.exists(home.resolve(file))) {
                    Files.copy(home.resolve(file), copy.resolve(file));
                }
            }
            connector.closeReal();
        }
        return mishap.points();
    }

    private void fromFile(Mishap mishap, Dialect target) throws SQLException {
        MishapConnector connector = new MishapConnector(mishap);
        try {
            new StoreCopy(withMishap(connector, directory.resolve("full.db")), target, 2).run();
        } catch (StoreException e) {
            assertThat(mishap.happened()).isTrue();
        }
    }

    private static SqliteDialect withMishap(MishapConnector connector, Path file) {
        return new SqliteDialect(file, connector, new LocalDisk(Files::getFileStore), Migrations.SQLITE);
    }

    private SqliteDialect full() {
        return new SqliteDialect(directory.resolve("full.db"));
    }

    /** Makes a folder with an empty store. */
    private Path made(String name) throws IOException {
        Path home = Files.createDirectory(directory.resolve(name));
        try (JobStore store = JdbcStore.sqlite(home.resolve("store.db"))) {
            store.open();
        }
        return home;
    }
}
