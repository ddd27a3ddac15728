package io.github.bedrockbatch.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server, one for all tests of a JVM, and schemas in it. It ends with the JVM. */
final class PostgresServer {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresServer() {}

    /** Returns the name of a schema that nobody has used. */
    static String newSchema() {
        return "test" + SCHEMAS.incrementAndGet();
    }

    static PostgresDialect dialect(String schema) {
        return new PostgresDialect(settings(schema));
    }

    static PostgresSettings settings(String schema) {
        return new PostgresSettings(SERVER.getJdbcUrl("postgres", "postgres"), schema, null, null, 4);
    }

    /** Cuts all connections to the server but its own. */
    static void cutConnections() throws SQLException {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
