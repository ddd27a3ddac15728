package io.github.bedrockbatch.store;

import static java.util.stream.Collectors.joining;

import io.github.bedrockbatch.config.StoreConfig;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.store.Dialect.Failure;
import io.github.bedrockbatch.store.JdbcReading.Head;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the contents of a store into an empty store. It does so in one transaction, so that an aborted copy leaves the new store empty.
 * Other processes can use neither store meanwhile. Rows are copied in batches, so that memory does not limit their number.
 */
public final class StoreCopy {
    private static final int BATCH = 1_000;

    private final Dialect from;
    private final Dialect to;
    private final int batch;

    StoreCopy(Dialect from, Dialect to) {
        this(from, to, BATCH);
    }

    StoreCopy(Dialect from, Dialect to, int batch) {
        this.from = from;
        this.to = to;
        this.batch = batch;
    }

    /**
     * Copies a store and returns what was copied, in a line.
     *
     * @throws IllegalArgumentException if one is in memory, or both are the same
     * @throws StoreException if one cannot be used, is in use, or the one to copy into is not empty
     */
    public static String run(StoreConfig from, StoreConfig to) {
        return new StoreCopy(dialect(from, "to copy from"), dialect(to, "to copy into")).run();
    }

    private static Dialect dialect(StoreConfig config, String role) {
        return switch (config.type()) {
            case SQLITE -> new SqliteDialect(config.path());
            case POSTGRESQL -> new PostgresDialect(PostgresSettings.of(config));
            case MEMORY ->
                throw new IllegalArgumentException("memory: store.type of the store " + role
                        + " must be sqlite or postgresql, as no other process sees a store in memory: change it");
        };
    }

    String run() {
        if (!from.isThere()) {
            throw new StoreException(from.name() + ": does not exist: set store.path to the file to copy from");
        }
        if (from.isSame(to)) {
            throw new IllegalArgumentException(
                    from.name()
                            + ": is the store to copy from and the store to copy into, must be two stores: change one of the configuration files");
        }
        try (Database source = from.open()) {
            Map<CopiedTable, Long> copied = fill(source);
            return "Copied from " + from.name() + " to " + to.name() + ": "
                    + copied.entrySet().stream()
                            .map(table -> table.getKey().label() + " " + table.getValue())
                            .collect(joining(", "));
        } catch (SQLException e) {
            throw failed(from, Failure.READ, e);
        }
    }

    /** Commits last what was written, so that nothing can fail afterwards. */
    private Map<CopiedTable, Long> fill(Database source) {
        try (Database target = to.open()) {
            return target.transaction("BEGIN", writing -> {
                to.takeAlone(writing);
                requireEmpty(writing);
                return copy(source, writing);
            });
        } catch (SQLException e) {
            throw failed(to, Failure.WRITE, e);
        }
    }

    private void requireEmpty(Database target) throws SQLException {
        Head head = JdbcReading.head(target);
        if (head.version() > 0 || head.entry() > 0) {
            throw notEmpty("recordings");
        }
        for (CopiedTable table : CopiedTable.values()) {
            if (!table.isEmpty(target)) {
                throw notEmpty(table.label());
            }
        }
    }

    private StoreException notEmpty(String held) {
        return new StoreException(to.name() + ": holds " + held
                + ", must be empty to copy into: set store.path to a new file, or store.schema to a new schema");
    }

    private Map<CopiedTable, Long> copy(Database source, Database target) {
        try {
            return source.transaction(from.beginRead(), reading -> {
                from.takeAlone(reading);
                Map<CopiedTable, Long> copied = new EnumMap<>(CopiedTable.class);
                for (CopiedTable table : CopiedTable.values()) {
                    copied.put(table, copy(table, reading, target));
                }
                moveHead(target, JdbcReading.head(reading));
                return copied;
            });
        } catch (SQLException e) {
            throw failed(from, Failure.READ, e);
        }
    }

    private long copy(CopiedTable table, Database source, Database target) throws SQLException {
        long copied = 0;
        List<@Nullable Object[]> rows = read(table, source, new Object[0]);
        while (!rows.isEmpty()) {
            write(table, target, rows);
            copied += rows.size();
            rows = rows.size() < batch ? List.of() : read(table, source, rows.getLast());
        }
        return copied;
    }

    private List<@Nullable Object[]> read(CopiedTable table, Database source, @Nullable Object[] last)
            throws SQLException {
        try {
            return table.read(source, last, batch);
        } catch (IllegalArgumentException e) {
            throw new StoreException(from.name() + ": " + e.getMessage() + ": correct this row or delete it", e);
        }
    }

    private void write(CopiedTable table, Database target, List<@Nullable Object[]> rows) {
        try {
            table.write(target, rows);
        } catch (SQLException e) {
            throw failed(to, Failure.WRITE, e);
        }
    }

    private void moveHead(Database target, Head head) {
        try {
            int moved =
                    target.update("UPDATE head SET version = ?, entry = ? WHERE id = 1", head.version(), head.entry());
            assert moved == 1;
        } catch (SQLException e) {
            throw failed(to, Failure.WRITE, e);
        }
    }

    private static StoreException failed(Dialect dialect, Failure failure, SQLException e) {
        return new StoreException(dialect.refusal(failure) + " (" + reason(e) + ")", e);
    }

    /** Returns what the database says, without the row, which PostgreSQL's driver would add and which may be secret. */
    private static String reason(SQLException e) {
        SQLException said =
                e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
        return String.valueOf(said.getMessage()).lines().findFirst().orElse("");
    }
}
