package io.github.bedrockbatch.store;

import io.github.bedrockbatch.poll.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The numbered steps from an empty file to the present tables: {@code V1.sql}, {@code V2.sql} and so on, beside this class,
 * none of which is ever changed again. {@code PRAGMA user_version} holds the number of the last one that was applied.
 */
final class Migrations {
    /** The version of the tables that this program works with. */
    static final int LATEST = 1;

    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\R|$)");

    private Migrations() {}

    static void requireNoNewer(Path path, Session session) throws SQLException {
        long version = session.number("PRAGMA user_version");
        if (version > LATEST) {
            throw new StoreException(
                    path + ": is of version " + version + ", must be at most " + LATEST
                            + ": it was written by a newer bedrock-batch-exporter; run that one, or set store.path to another file");
        }
    }

    /** Applies what is missing, each step in its own transaction. */
    static void apply(Session session) throws SQLException {
        for (long version = session.number("PRAGMA user_version") + 1; version <= LATEST; version++) {
            long number = version;
            session.transaction(step -> step(step, number));
        }
    }

    private static long step(Session session, long version) throws SQLException {
        for (String statement : statements(version)) {
            session.execute(statement);
        }
        session.execute("PRAGMA application_id = " + SqliteFile.APPLICATION_ID);
        session.execute("PRAGMA user_version = " + version);
        return version;
    }

    private static List<String> statements(long version) {
        String name = "V" + version + ".sql";
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": must be beside the classes of this package");
            }
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return STATEMENT_END.splitAsStream(script).filter(s -> !s.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
