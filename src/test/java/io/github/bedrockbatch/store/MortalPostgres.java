package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Proxies.invoke;
import static io.github.bedrockbatch.store.Proxies.proxy;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.testing.Postgres;
import java.sql.SQLException;

/**
 * A schema of a PostgreSQL database that outlives the processes that use it, one of which may die of a mishap. Its tables are made once for
 * each thread of the test, and emptied for each mishap.
 */
public final class MortalPostgres {
    /** Points are tried on several threads at a time. */
    private static final ThreadLocal<PostgresDialect> DIALECTS =
            ThreadLocal.withInitial(() -> PostgresServer.dialect(Postgres.newSchema()));

    private final PostgresDialect dialect = DIALECTS.get();
    private final Mishap mishap;
    private MishapConnector connector;

    /** Empties the tables. */
    public MortalPostgres(Mishap mishap) {
        this.mishap = mishap;
        this.connector = new MishapConnector(mishap);
        try (Database database = dialect.open()) {
            database.execute("TRUNCATE job, tombstone, lookup, walk, target, total, journal, journal_cursor");
            database.execute("UPDATE head SET version = 0, entry = 0");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The store for the next process. The server rolls back what a dead one had begun. */
    public JobStore next() {
        if (mishap.died()) {
            try {
                connector.closeReal();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            mishap.bury();
        }
        connector = new MishapConnector(mishap);
        MishapConnector next = connector;
        return new JdbcStore(proxy(
                Dialect.class,
                (proxy, method, arguments) -> method.getName().equals("open")
                        ? new Database(next.befallen(dialect.connect()))
                        : invoke(dialect, method, arguments)));
    }
}
