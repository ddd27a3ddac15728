package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** A SQLite file that outlives the processes that open it, one of which may die of a mishap. */
public final class MortalStore {
    private static final String FILE = "exporter.db";

    private final Path directory;
    private final Mishap mishap;
    private int deaths;
    private MishapConnector connector;

    /** A file in a directory. */
    public MortalStore(Path directory, Mishap mishap) {
        this.directory = directory;
        this.mishap = mishap;
        this.connector = new MishapConnector(mishap);
    }

    /** The store for the next process; after a death on the files as they were then. */
    public JobStore next() {
        if (mishap.died()) {
            takeOver();
        }
        connector = new MishapConnector(mishap);
        return new JdbcStore(new SqliteDialect(
                home().resolve(FILE), connector, new LocalDisk(Files::getFileStore), Migrations.SQLITE));
    }

    /** Copies the files while the dead process still holds them: closing them would change them. */
    private void takeOver() {
        Path dead = home();
        deaths++;
        try {
            Files.createDirectories(home());
            try (DirectoryStream<Path> files = Files.newDirectoryStream(dead, FILE + "*")) {
                for (Path file : files) {
                    Files.copy(file, home().resolve(file.getFileName()));
                }
            }
            connector.closeReal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        mishap.bury();
    }

    private Path home() {
        return deaths == 0 ? directory : directory.resolve("life-" + deaths);
    }
}
