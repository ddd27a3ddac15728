package io.github.bedrockbatch.store;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables that a copy of a store carries, which are alike in all databases. The columns of a table begin with its key. */
enum CopiedTable {
    JOBS("job", 1, "arn", "account_id", "region", "version", "open", "prunable_from", "tracked"),
    TOMBSTONES("tombstone", 1, "arn", "account_id", "region", "status", "changed_at"),
    LOOKUPS("lookup", 1, "arn", "account_id", "region", "version", "success", "not_found_since", "next_due"),
    WALKS("walk", 3, "account_id", "region", "watch", "completed_walk_at", "pages"),
    TARGETS("target", 2, "account_id", "region", "version", "last_success", "intervals"),
    TOTALS("total", 6, "total", "account_id", "region", "model", "first", "second", "version", "amount"),
    JOURNAL_ENTRIES(
            "journal", 1, "number", "seen_at", "arn", "account_id", "region", "to_status", "changed_at", "event"),
    CURSORS("journal_cursor", 1, "reader", "number");

    private static final Set<String> NUMBERS = Set.of("version", "open", "success", "pages", "amount", "number");
    private static final Set<String> NULLABLE =
            Set.of("prunable_from", "not_found_since", "next_due", "intervals", "to_status", "changed_at");

    /** What a total that is no whole number becomes, because a negative one is bad too and begins anew as well. */
    private static final long BAD_AMOUNT = -1;

    private final String table;
    private final int keySize;
    private final List<String> columns;

    CopiedTable(String table, int keySize, String... columns) {
        this.table = table;
        this.keySize = keySize;
        this.columns = List.of(columns);
    }

    /** Returns what users call the rows. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String table() {
        return table;
    }

    List<String> columns() {
        return columns;
    }

    boolean isEmpty(Database database) throws SQLException {
        return database.number("SELECT 1 FROM " + table + " LIMIT 1") == 0;
    }

    /**
     * Reads rows in the order of their keys, so that no more than these are in memory.
     *
     * @param last the row after which to go on, or an empty one
     * @throws IllegalArgumentException if a value is none that this program writes
     */
    List<@Nullable Object[]> read(Database database, @Nullable Object[] last, int limit) throws SQLException {
        String key = String.join(", ", columns.subList(0, keySize));
        int after = last.length == 0 ? 0 : keySize;
        @Nullable Object[] arguments = Arrays.copyOf(last, after + 1);
        arguments[after] = limit;
        return database.query(
                "SELECT " + String.join(", ", columns) + " FROM " + table
                        + (after == 0 ? "" : " WHERE (" + key + ") > (" + marks(keySize) + ")")
                        + " ORDER BY " + key + " LIMIT ?",
                this::row,
                arguments);
    }

    void write(Database database, List<@Nullable Object[]> rows) throws SQLException {
        int[] written = database.batch(
                "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + marks(columns.size()) + ")",
                rows,
                Function.identity());
        assert written.length == rows.size();
    }

    private static String marks(int count) {
        return Collections.nCopies(count, "?").stream().collect(joining(", "));
    }

    private @Nullable Object[] row(ResultSet row) throws SQLException {
        @Nullable Object[] values = new Object[columns.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = value(columns.get(index), row.getObject(index + 1));
        }
        return values;
    }

    /** Returns a value of the type that its column has in every database. SQLite may hold fractions and text in any column. */
    private @Nullable Object value(String column, @Nullable Object value) {
        if (NUMBERS.contains(column) && (value instanceof Long || value instanceof Integer)) {
            return ((Number) value).longValue();
        }
        if (column.equals("amount")) {
            return BAD_AMOUNT;
        }
        if (value == null ? NULLABLE.contains(column) : value instanceof String && !NUMBERS.contains(column)) {
            return value;
        }
        String found = value == null ? "null" : "a " + value.getClass().getSimpleName();
        throw new IllegalArgumentException("column " + column + " of table " + table + " holds " + found
                + ", must hold " + (NUMBERS.contains(column) ? "a whole number" : "text"));
    }
}
