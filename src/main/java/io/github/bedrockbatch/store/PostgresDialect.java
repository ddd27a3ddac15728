package io.github.bedrockbatch.store;

import com.zaxxer.hikari.util.Credentials;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.net.UrlSecrets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A schema of a PostgreSQL database, which several processes may use at a time. The first that opens it makes the tables, and the others
 * wait for it.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">Connecting to the database</a>
 */
final class PostgresDialect implements Dialect {
    /** See <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error Codes</a>. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** How long a statement may take that makes or copies tables. */
    private static final Duration MAX_STATEMENT = Duration.ofMinutes(30);

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
            Connection connection = connect();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(MAX_STATEMENT.toMillis()));
            Database database = new Database(connection, new ReadRows(), this::requireReader);
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

    /** Requires that the tables are for programs as old as this one. */
    void requireReader(long minReader, Database database) throws SQLException {
        migrations.requireReader(name(), minReader, database);
    }

    PostgresSettings settings() {
        return settings;
    }

    /** Connects with the credentials as they are now. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), properties());
    }

    /**
     * Returns the name of the channel of notifications, which tells schemas apart, since channels are the whole database's. One that two share does no
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

    @Override
    public int forgetLeases(Database database, int limit) throws SQLException {
        return JdbcLeases.forget(database, limit);
    }

    private StoreException unusable(SQLException e) {
        return new StoreException(
                name()
                        + ": cannot be used: check that the database is running, and that store.url, store.username and"
                        + " store.password_file are correct (" + UrlSecrets.inText(String.valueOf(e.getMessage()))
                        + ")",
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

    /** A plan that is kept for all statuses takes each for a frequent one, and so the newest entries to hold a page of it. */
    @Override
    public boolean asksForStatusAsRange() {
        return true;
    }

    @Override
    public boolean isSame(Dialect other) {
        return other instanceof PostgresDialect schema && identity().equals(schema.identity());
    }

    /** Returns what no other schema has, of whatever database and server, and by whatever URL it was reached. */
    private String identity() {
        try (Database database = open()) {
            return database.text("SELECT pg_postmaster_start_time() || ' ' || current_database() || ' ' || "
                    + "CAST(CAST('head' AS regclass) AS oid)");
        } catch (SQLException e) {
            throw new StoreException(refusal(Failure.READ) + " (" + e.getMessage() + ")", e);
        }
    }

    /** Takes the locks that every lease and every recording needs, then looks for leases: a process without one does nothing. */
    @Override
    public void takeAlone(Database database) throws SQLException {
        database.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'");
        try {
            database.execute("LOCK TABLE lease, head IN EXCLUSIVE MODE NOWAIT");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw inUse("another process", e);
            }
            throw e;
        }
        List<String> holders = JdbcLeases.holders(database);
        if (!holders.isEmpty()) {
            throw inUse(String.join(", ", holders), null);
        }
    }

    private StoreException inUse(String user, @Nullable Throwable cause) {
        return new StoreException(
                name() + ": is in use by " + user + ", must not be in use: stop every exporter that uses it. "
                        + "The lease of a killed exporter expires",
                cause);
    }

    @Override
    public String name() {
        String url = settings.url();
        int parameters = url.indexOf('?');
        return UrlSecrets.inValue(parameters < 0 ? url : url.substring(0, parameters));
    }

    @Override
    public String refusal(Failure failure) {
        return name()
                + switch (failure) {
                    case READ -> ": could not be read: check the database";
                    case WRITE -> ": could not be written: check the database and its free space";
                    case CLOSE -> ": could not be closed cleanly: what was recorded is kept";
                    case ROW ->
                        ": holds a row that cannot be read: restore a backup of the database, or set store.schema to a new schema";
                };
    }
}
