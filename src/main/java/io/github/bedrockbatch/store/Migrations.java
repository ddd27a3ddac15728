package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/**
 * The numbered steps from an empty file to the present tables: {@code V1.sql}, {@code V2.sql} and so on, in the
 * folder of the dialect, none of which is ever changed again. {@code PRAGMA user_version} holds the number of the last one that was applied.
 *
 * @param latest the version of the tables that the program works with
 * @param scripts gives the statements of a step
 */
record Migrations(long latest, LongFunction<String> scripts) {
    /** Those of this program for SQLite. */
    static final Migrations SQLITE = new Migrations(3, new MigrationScripts("sqlite")::read);

    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\R|$)");

    /**
     * Requires that a file is new or of a version that this program can use. A file of a newer version says in
     * {@code head.min_reader} from which version on programs can, so that a program can be put back to an earlier one.
     *
     * @throws StoreException if it is not
     */
    void requireUsable(Path path, Database database) throws SQLException {
        long version = database.number("PRAGMA user_version");
        requireReader(path, version > latest ? minReader(database, version) : 0, database);
        boolean ours = database.number("PRAGMA application_id") == SqliteDialect.APPLICATION_ID;
        if (version < (ours ? 1 : 0)) {
            throw new StoreException(path + ": has schema version " + version + ", must have 1 to " + latest
                    + ": another program has changed it. Restore a backup, or set store.path to another file");
        }
    }

    /** Requires that a file is for programs of these tables. */
    void requireReader(Path path, long minReader, Database database) throws SQLException {
        if (minReader > latest) {
            throw new StoreException(path + ": has schema version " + database.number("PRAGMA user_version")
                    + ", which needs an exporter of schema version " + minReader + " or newer. This one has "
                    + latest + ": run the newer bedrock-batch-exporter, or set store.path to another file");
        }
    }

    /** Reads which programs may use a file: those of its own version if it does not say. */
    private static long minReader(Database database, long version) throws SQLException {
        boolean says = database.number("SELECT count(*) FROM pragma_table_info('head') WHERE name = 'min_reader'") == 1;
        return says ? database.number("SELECT min_reader FROM head") : version;
    }

    /** Applies what is missing, each step in its own transaction. */
    void apply(Database database) throws SQLException {
        for (long version = database.number("PRAGMA user_version") + 1; version <= latest; version++) {
            long number = version;
            database.transaction(SqliteDialect.BEGIN_WRITE, step -> step(step, number));
        }
    }

    private long step(Database database, long version) throws SQLException {
        List<String> statements = STATEMENT_END
                .splitAsStream(scripts.apply(version))
                .filter(statement -> !statement.isBlank())
                .toList();
        for (String statement : statements) {
            database.execute(statement);
        }
        database.execute("PRAGMA application_id = " + SqliteDialect.APPLICATION_ID);
        database.execute("PRAGMA user_version = " + version);
        return version;
    }
}
