package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JobStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresStoreTest extends JobStoreContract {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    JobStore create() {
        String schema = "test" + SCHEMAS.incrementAndGet();
        return new JdbcStore(new PostgresDialect(
                new PostgresDialect.Settings(server.getJdbcUrl("postgres", "postgres"), schema, null, null)));
    }
}
