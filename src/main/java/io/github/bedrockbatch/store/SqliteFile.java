package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * Opens the file: takes it for this process alone, makes sure that it is ours and whole, and brings it to the present
 * version. No row of a file that is refused is changed.
 *
 * @see <a href="https://www.sqlite.org/pragma.html">PRAGMA statements</a>
 */
final class SqliteFile {
    /** "bbex" in ASCII: tells our files from those of other programs that use SQLite. */
    static final int APPLICATION_ID = 0x62626578;

    private final Path path;
    private final Connector connector;
    private final LocalDisk disk;
    private final Migrations migrations;

    SqliteFile(Path path, Connector connector, Migrations migrations) {
        this(path, connector, new LocalDisk(Files::getFileStore), migrations);
    }

    SqliteFile(Path path, Connector connector, LocalDisk disk, Migrations migrations) {
        this.path = path;
        this.connector = connector;
        this.disk = disk;
        this.migrations = migrations;
    }

    /** Uses a database in memory once, for which the driver loads its library; an {@link #open()} tells what is wrong with it. */
    static void load() {
        NativeLibrary.load();
        try (Database memory = new Database(JDBC.createConnection("jdbc:sqlite::memory:", new Properties()))) {
            memory.number("PRAGMA user_version");
        } catch (SQLException toldByOpen) {
            // Whoever opens a file meets the same, and says what to do.
            return;
        }
    }

    Database open() {
        createDirectory();
        disk.require(path);
        OwnerOnly.create(path);
        NativeLibrary.load();
        try {
            Database session = new Database(connect());
            try {
                prepare(session);
                return session;
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    private void createDirectory() {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(path)) {
            throw new StoreException(path + ": is a directory, must be a file: set store.path to a file in it");
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException(
                    directory + ": cannot be created: make it, writable for this user, or set "
                            + "store.path to a file elsewhere (" + e + ")",
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new StoreException(directory + ": must be writable for this user, as SQLite keeps files beside its "
                    + "database: change its owner, or set store.path to a file elsewhere");
        }
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        return connector.connect("jdbc:sqlite:" + path.toAbsolutePath(), config.toProperties());
    }

    private void prepare(Database session) throws SQLException {
        session.text("PRAGMA locking_mode = EXCLUSIVE");
        session.execute("BEGIN EXCLUSIVE");
        session.execute("COMMIT");
        requireOurs(session);
        migrations.requireUsable(path, session);
        requireWhole(session);
        OwnerOnly.narrow(path);
        session.text("PRAGMA journal_mode = WAL");
        session.execute("PRAGMA synchronous = FULL");
        migrations.apply(session);
    }

    private void requireOurs(Database session) throws SQLException {
        long applicationId = session.number("PRAGMA application_id");
        boolean empty = applicationId == 0 && session.number("SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && applicationId != APPLICATION_ID) {
            throw new StoreException(path + ": is a database of another program: set store.path to another file");
        }
    }

    private void requireWhole(Database session) throws SQLException {
        String finding = session.text("PRAGMA quick_check(1)");
        if (!finding.equals("ok")) {
            throw corrupt(finding, null);
        }
    }

    private StoreException refusal(SQLException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff)) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new StoreException(
                        path + ": is in use by another process: stop that one, or set store.path to another file", e);
            case SQLITE_NOTADB, SQLITE_CORRUPT -> corrupt(String.valueOf(e.getMessage()), e);
            case SQLITE_FULL ->
                new StoreException(path + ": its disk is full: make room on it (" + e.getMessage() + ")", e);
            default ->
                new StoreException(
                        path + ": cannot be opened: it must be a file that this user may read and write ("
                                + e.getMessage() + ")",
                        e);
        };
    }

    private StoreException corrupt(String finding, @Nullable SQLException cause) {
        String message = path + ": is not a whole SQLite database: move it away, with " + path.getFileName()
                + "-wal beside it; at the next start a new one is made, and counts begin anew (" + finding + ")";
        return cause == null ? new StoreException(message) : new StoreException(message, cause);
    }
}
