package io.github.bedrockbatch.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL server for all tests of a JVM, which it starts when it is first used, with a schema for each who asks. */
public final class Postgres {
    /** How long a server may take to start on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    /** Returns the name of a schema that nobody has used. */
    public static String newSchema() {
        return "test" + SCHEMAS.incrementAndGet();
    }

    /** Returns the JDBC URL of its database, with the user. */
    public static String url() {
        return SERVER.getJdbcUrl("postgres", "postgres");
    }

    /** Connects as a user of its own. */
    public static Connection connect() throws SQLException {
        return SERVER.getPostgresDatabase().getConnection();
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
