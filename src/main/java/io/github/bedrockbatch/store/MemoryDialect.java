package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/** A SQLite database in memory, which is new at each opening and gone when it is closed. */
final class MemoryDialect implements Dialect {
    @Override
    public Database open() {
        NativeLibrary.load();
        Database database = new Database(connection());
        try {
            Migrations.SQLITE.apply(database);
            return database;
        } catch (SQLException e) {
            throw new StoreException(refusal(Failure.WRITE) + " (" + e.getMessage() + ")", e);
        }
    }

    private Connection connection() {
        try {
            return JDBC.createConnection("jdbc:sqlite::memory:", new Properties());
        } catch (SQLException | UnsatisfiedLinkError e) {
            throw NativeLibrary.missing(name(), e);
        }
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public String beginWrite() {
        return SqliteDialect.BEGIN_WRITE;
    }

    @Override
    public String beginRead() {
        return SqliteDialect.BEGIN_READ;
    }

    @Override
    public String name() {
        return "store.type: memory";
    }

    @Override
    public String refusal(Failure failure) {
        return name() + ": the database in memory failed: restart the exporter. Counters then start from 0";
    }
}
