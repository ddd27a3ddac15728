package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.running;
import static io.github.bedrockbatch.store.Rows.sql;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read the file of a store. */
final class OwnerOnlyTest {
    private static final Set<PosixFilePermission> WIDE = PosixFilePermissions.fromString("rw-rw-r--");

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void aNewFileAndItsLogAreTheOwnersOnly() throws IOException {
        try (JobStore store = opened(file("exporter.db"))) {
            store.record(cycle(running(1)));

            assertOwnerOnly(file("exporter.db"));
            assertOwnerOnly(file("exporter.db-wal"));
        }
    }

    @Test
    void aFileThatOthersMayReadIsTakenFromThem() throws IOException {
        try (JobStore store = opened(file("exporter.db"))) {
            store.record(cycle(running(1)));
            Files.copy(file("exporter.db"), file("other.db"));
            Files.copy(file("exporter.db-wal"), file("other.db-wal"));
        }
        Files.setPosixFilePermissions(file("other.db"), WIDE);
        Files.setPosixFilePermissions(file("other.db-wal"), WIDE);

        try (JobStore narrowed = opened(file("other.db"))) {
            assertThat(narrowed.read(0, 10)).hasSize(1);
            assertOwnerOnly(file("other.db"));
            assertOwnerOnly(file("other.db-wal"));
        }
    }

    @Test
    void aDatabaseOfAnotherProgramKeepsItsPermissions() throws SQLException, IOException {
        sql(file("grades.db"), "CREATE TABLE grades (id INTEGER)");
        Files.setPosixFilePermissions(file("grades.db"), WIDE);

        assertThatThrownBy(() -> opened(file("grades.db"))).isInstanceOf(StoreException.class);
        assertThat(Files.getPosixFilePermissions(file("grades.db"))).isEqualTo(WIDE);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private static JobStore opened(Path path) {
        JobStore store = JdbcStore.sqlite(path);
        store.open();
        return store;
    }

    private static void assertOwnerOnly(Path file) throws IOException {
        assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    }
}
