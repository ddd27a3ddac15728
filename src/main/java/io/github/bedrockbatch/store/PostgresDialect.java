package io.github.bedrockbatch.store;

import com.zaxxer.hikari.util.Credentials;
import io.github.bedrockbatch.journal.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A schema of a PostgreSQL database, which several processes may use at a time. The first that opens it makes the tables, and the others
 * wait for it.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">Connecting to the database</a>
 */
final class PostgresDialect implements Dialect {
    private final PostgresSettings settings;
    private final PostgresMigrations migrations;

    PostgresDialect(PostgresSettings settings) {
        this(settings, PostgresMigrations.OF_THIS_PROGRAM);
    }

    PostgresDialect(PostgresSettings settings, PostgresMigrations migrations) {
        this.settings = settings;
        this.migrations = migrations;
    }

    @Override
    public Database open() {
        try {
            Database database = new Database(connect());
            try {
                migrations.apply(name(), settings.schema(), database);
                return database;
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    PostgresSettings settings() {
        return settings;
    }

    /** Connects with the credentials as they are now. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), properties());
    }

    /**
     * Returns the name of the channel of news, which tells schemas apart, since channels are the whole database's. One that two share does no
     * harm.
     */
    String channel() {
        return "bedrock_batch_" + Integer.toHexString(settings.schema().hashCode());
    }

    /** Tells the processes that share the schema, once the transaction is committed, that the head has moved. */
    @Override
    public void announce(Database database) throws SQLException {
        database.number("SELECT 1 FROM pg_notify(?, '')", channel());
    }

    private StoreException unusable(SQLException e) {
        return new StoreException(
                name()
                        + ": cannot be used: see whether it runs, and whether store.url, store.username and store.password_file are"
                        + " right (" + e.getMessage() + ")",
                e);
    }

    private Properties properties() {
        Properties properties = settings.parameters();
        Credentials credentials = settings.credentials();
        if (credentials.getUsername() != null) {
            properties.setProperty("user", credentials.getUsername());
        }
        if (credentials.getPassword() != null) {
            properties.setProperty("password", credentials.getPassword());
        }
        return properties;
    }

    /** A server is not asked whether it is there: the next transaction finds out. */
    @Override
    public boolean isThere() {
        return true;
    }

    /** Takes the lock of the one row of head, for which the others that write wait. */
    @Override
    public String beginWrite() {
        return "BEGIN; SELECT 1 FROM head FOR UPDATE";
    }

    @Override
    public String beginRead() {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

    @Override
    public String name() {
        String url = settings.url();
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String refusal(Failure failure) {
        return name()
                + switch (failure) {
                    case READ -> ": could not be read: see whether the database is well";
                    case WRITE -> ": could not be written: see whether the database is well and has room";
                    case CLOSE -> ": could not be closed cleanly: what was recorded is kept";
                    case ROW ->
                        ": holds a row that cannot be read: put a copy of the database back, or set store.schema to a new one";
                };
    }
}
