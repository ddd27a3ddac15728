package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * A SQLite file. Whoever opens it takes it for this process alone, makes sure that it is ours and whole, and brings it to the
 * present version. No row of a file that is refused is changed.
 *
 * @see <a href="https://www.sqlite.org/wal.html">Write-ahead logging</a>
 * @see <a href="https://www.sqlite.org/pragma.html">PRAGMA statements</a>
 */
final class SqliteDialect implements Dialect {
    /** "bbex" in ASCII: tells our files from those of other programs that use SQLite. */
    static final int APPLICATION_ID = 0x62626578;

    /** Takes the lock at once, so that no write is refused later. */
    static final String BEGIN_WRITE = "BEGIN IMMEDIATE";

    static final String BEGIN_READ = "BEGIN";

    /** Connects to the database of a JDBC URL. */
    @FunctionalInterface
    interface Connector {
        Connection connect(String url, Properties properties) throws SQLException;
    }

    private final Path path;
    private final Connector connector;
    private final LocalDisk disk;
    private final Migrations migrations;

    SqliteDialect(Path path) {
        this(path, JDBC::createConnection, new LocalDisk(Files::getFileStore), Migrations.SQLITE);
    }

    SqliteDialect(Path path, Connector connector, LocalDisk disk, Migrations migrations) {
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
        } catch (SQLException | UnsatisfiedLinkError toldByOpen) {
            // Whoever opens a file meets the same, and says what to do.
            return;
        }
    }

    @Override
    public Database open() {
        createDirectory();
        disk.require(path);
        OwnerOnly.create(path);
        NativeLibrary.load();
        try {
            Database database = new Database(
                    connect(),
                    new ReadRows(),
                    (minReader, reading) -> migrations.requireReader(path, minReader, reading));
            try {
                prepare(database);
                return database;
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw NativeLibrary.isMissing(e) ? NativeLibrary.missing(name(), e) : refusal(e);
        } catch (UnsatisfiedLinkError e) {
            throw NativeLibrary.missing(name(), e);
        }
    }

    @Override
    public boolean isThere() {
        return Files.exists(path);
    }

    /** Adds up the file and its write-ahead log, which is there while the database is open. */
    @Override
    public OptionalLong size() {
        try {
            Path log = path.resolveSibling(path.getFileName() + "-wal");
            return OptionalLong.of(Files.size(path) + (Files.exists(log) ? Files.size(log) : 0));
        } catch (IOException notThere) {
            return OptionalLong.empty();
        }
    }

    @Override
    public String beginWrite() {
        return BEGIN_WRITE;
    }

    @Override
    public String beginRead() {
        return BEGIN_READ;
    }

    @Override
    public boolean isSame(Dialect other) {
        return other instanceof SqliteDialect file && isSame(file.path);
    }

    private boolean isSame(Path other) {
        try {
            return Files.isSameFile(path, other);
        } catch (IOException notThere) {
            // One file that is not there is none that is.
            return false;
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public String refusal(Failure failure) {
        return path
                + switch (failure) {
                    case READ -> ": could not be read: check the disk of store.path";
                    case WRITE -> ": could not be written: check the disk of store.path and its free space";
                    case CLOSE -> ": could not be closed cleanly: what was recorded is kept";
                    case ROW ->
                        ": holds a row that cannot be read: restore a backup, or move the file and its -wal away. "
                                + "Without them the next start creates a new one, and counters start from 0";
                };
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
                    directory + ": cannot be created: create the directory, writable for this user, or set "
                            + "store.path to a file elsewhere (" + e + ")",
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new StoreException(
                    directory + ": must be writable for this user, because SQLite keeps files beside its "
                            + "database: change its owner, or set store.path to a file elsewhere");
        }
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        return connector.connect("jdbc:sqlite:" + path.toAbsolutePath(), config.toProperties());
    }

    private void prepare(Database database) throws SQLException {
        database.text("PRAGMA locking_mode = EXCLUSIVE");
        database.execute("BEGIN EXCLUSIVE");
        database.execute("COMMIT");
        requireOurs(database);
        migrations.requireUsable(path, database);
        requireWhole(database);
        OwnerOnly.narrow(path);
        database.text("PRAGMA journal_mode = WAL");
        database.execute("PRAGMA synchronous = FULL");
        migrations.apply(database);
    }

    private void requireOurs(Database database) throws SQLException {
        long applicationId = database.number("PRAGMA application_id");
        boolean empty = applicationId == 0 && database.number("SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && applicationId != APPLICATION_ID) {
            throw new StoreException(path + ": is a database of another program: set store.path to another file");
        }
    }

    private void requireWhole(Database database) throws SQLException {
        String finding = database.text("PRAGMA quick_check(1)");
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
                new StoreException(path + ": its disk is full: free some space (" + e.getMessage() + ")", e);
            default ->
                new StoreException(
                        path + ": cannot be opened: it must be a file that this user may read and write ("
                                + e.getMessage() + ")",
                        e);
        };
    }

    private StoreException corrupt(String finding, @Nullable SQLException cause) {
        return new StoreException(
                path + ": is not an intact SQLite database: restore a backup, or move the file and "
                        + path.getFileName()
                        + "-wal away. Without them the next start creates a new one, and counters start from 0 ("
                        + finding + ")",
                cause);
    }
}
