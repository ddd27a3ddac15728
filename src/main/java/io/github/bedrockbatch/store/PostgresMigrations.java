package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import java.sql.SQLException;
import java.util.function.LongFunction;

/**
 * The numbered steps from an empty schema to the present tables, none of which is ever changed again. The table {@code migration} holds the
 * number of the last one that was applied.
 *
 * @param latest the version of the tables that the program works with
 * @param scripts gives the statements of a step
 */
record PostgresMigrations(long latest, LongFunction<String> scripts) {
    static final PostgresMigrations OF_THIS_PROGRAM =
            new PostgresMigrations(3, new MigrationScripts("postgresql")::read);

    /**
     * Makes the schema if it is not there, and applies what is missing, all in one transaction for which processes that start at once
     * wait. A user who may make nothing can use tables that are there.
     *
     * @throws StoreException if a newer program needs a program as new
     */
    void apply(String name, String schema, Database database) throws SQLException {
        long _ = database.transaction("BEGIN; SET LOCAL lock_timeout = '60s'", transaction -> {
            transaction.number(
                    "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?, 0))",
                    "bedrock-batch-exporter in " + schema);
            makeBeginning(schema, transaction);
            long version = version(transaction);
            requireReader(name, version > latest ? transaction.number("SELECT min_reader FROM head") : 0, transaction);
            for (long next = version + 1; next <= latest; next++) {
                transaction.execute(scripts.apply(next));
                transaction.update("INSERT INTO migration (version) VALUES (?)", next);
            }
            return version;
        });
    }

    /** Asks what is there: PostgreSQL wants the right to make it even IF NOT EXISTS. */
    private static void makeBeginning(String schema, Database database) throws SQLException {
        if (database.number("SELECT count(*) FROM pg_namespace WHERE nspname = ?", schema) == 0) {
            database.execute("CREATE SCHEMA \"" + schema.replace("\"", "\"\"") + '"');
        }
        if (database.number("SELECT count(*) FROM pg_tables WHERE schemaname = ? AND tablename = 'migration'", schema)
                == 0) {
            database.execute("CREATE TABLE migration (version BIGINT NOT NULL)");
        }
    }

    private static long version(Database database) throws SQLException {
        return database.number("SELECT coalesce(max(version), 0) FROM migration");
    }

    /**
     * Requires that tables are for programs of these.
     *
     * @throws StoreException if a newer program needs a program as new
     */
    void requireReader(String name, long minReader, Database database) throws SQLException {
        if (minReader > latest) {
            throw new StoreException(
                    name + ": has schema version " + version(database) + ", which needs an exporter of schema version "
                            + minReader + " or newer. This one has " + latest
                            + ": run the newer bedrock-batch-exporter, or set store.schema to another schema");
        }
    }
}
