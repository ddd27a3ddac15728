package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/**
 * The numbered steps from an empty file to the present tables: {@code V1.sql}, {@code V2.sql} and so on, beside this class,
 * none of which is ever changed again. {@code PRAGMA user_version} holds the number of the last one that was applied.
 *
 * @param latest the version of the tables that the program works with
 * @param scripts gives the statements of a step
 */
record Migrations(long latest, LongFunction<String> scripts) {
    /** Those of this program. */
    static final Migrations OURS = new Migrations(1, Migrations::resource);

    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\R|$)");

    /**
     * Requires that a file is new or of a version that this program can use.
     *
     * @throws StoreException if it is not
     */
    void requireUsable(Path path, Database session) throws SQLException {
        long version = session.number("PRAGMA user_version");
        if (version > latest) {
            throw new StoreException(
                    path + ": is of version " + version + ", must be at most " + latest
                            + ": it was written by a newer bedrock-batch-exporter; run that one, or set store.path to another file");
        }
        boolean ours = session.number("PRAGMA application_id") == SqliteFile.APPLICATION_ID;
        if (version < (ours ? 1 : 0)) {
            throw new StoreException(path + ": is of version " + version + ", must be from 1 to " + latest
                    + ": another program has changed it; put a copy of it back, or set store.path to another file");
        }
    }

    /** Applies what is missing, each step in its own transaction. */
    void apply(Database session) throws SQLException {
        for (long version = session.number("PRAGMA user_version") + 1; version <= latest; version++) {
            long number = version;
            session.transaction(step -> step(step, number));
        }
    }

    private long step(Database session, long version) throws SQLException {
        List<String> statements = STATEMENT_END
                .splitAsStream(scripts.apply(version))
                .filter(statement -> !statement.isBlank())
                .toList();
        for (String statement : statements) {
            session.execute(statement);
        }
        session.execute("PRAGMA application_id = " + SqliteFile.APPLICATION_ID);
        session.execute("PRAGMA user_version = " + version);
        return version;
    }

    private static String resource(long version) {
        String name = "V" + version + ".sql";
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": must be beside the classes of this package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
