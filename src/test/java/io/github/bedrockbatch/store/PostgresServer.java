package io.github.bedrockbatch.store;

import io.github.bedrockbatch.testing.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What tests of the store want of a PostgreSQL server. */
final class PostgresServer {
    private PostgresServer() {}

    /** Returns the name of a schema that nobody has used. */
    static String newSchema() {
        return Postgres.newSchema();
    }

    static PostgresDialect dialect(String schema) {
        return new PostgresDialect(settings(schema));
    }

    static PostgresSettings settings(String schema) {
        return new PostgresSettings(Postgres.url(), schema, null, null, 4);
    }

    /** Runs statements as the user that may do everything. */
    static void execute(String statements) throws SQLException {
        try (Connection connection = Postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** Cuts all connections to the server but its own. */
    static void cutConnections() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
    }
}
