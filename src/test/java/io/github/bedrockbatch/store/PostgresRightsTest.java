package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.testing.Postgres;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds which rights in the database the exporter needs, as its documents say. */
final class PostgresRightsTest {
    private final String schema = PostgresServer.newSchema();
    private final String user = "user_of_" + schema;

    @BeforeEach
    void makeUser() throws SQLException {
        PostgresServer.execute("CREATE ROLE " + user + " LOGIN");
    }

    @Test
    void whoMayMakeSchemasNeedsNothingElse() throws SQLException {
        PostgresServer.execute("GRANT CREATE ON DATABASE postgres TO " + user);
        assertUsable();
        PostgresServer.execute("REVOKE CREATE ON DATABASE postgres FROM " + user);
        assertUsable();
    }

    @Test
    void whoMayMakeTablesNeedsASchema() throws SQLException {
        assertThatThrownBy(this::assertUsable)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("permission denied for database postgres");
        PostgresServer.execute("CREATE SCHEMA " + schema + "; GRANT USAGE, CREATE ON SCHEMA " + schema + " TO " + user);
        assertUsable();
    }

    @Test
    void whoMayMakeNothingUsesTheTablesThatAnotherMade() throws SQLException {
        try (JobStore ofOwner = new JdbcStore(PostgresServer.dialect(schema))) {
            ofOwner.open();
        }
        PostgresServer.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + user
                + "; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + user);
        assertUsable();
    }

    private void assertUsable() {
        String url = Postgres.url().replace("user=postgres", "user=" + user);
        try (JobStore store = new JdbcStore(new PostgresDialect(new PostgresSettings(url, schema, null, null, 4)))) {
            store.open();
            store.record(cycle(running(1)));
            assertThat(store.changesSince(0).jobs()).hasSize(1);
        }
    }
}
