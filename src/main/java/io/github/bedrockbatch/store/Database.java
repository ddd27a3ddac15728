package io.github.bedrockbatch.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection, with the statements that were prepared on it. Not for several threads at once. */
final class Database implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final ReadRows rows;
    private final Admission admission;

    /** Uses a connection, whatever program its tables are for. */
    Database(Connection connection) {
        this(connection, new ReadRows(), (minReader, database) -> {});
    }

    /**
     * Uses a connection.
     *
     * @param rows that were read, which several connections may share
     */
    Database(Connection connection, ReadRows rows, Admission admission) {
        this.connection = connection;
        this.rows = rows;
        this.admission = admission;
    }

    /** Tells programs that may use the tables from those that are too old for them. */
    @FunctionalInterface
    interface Admission {
        /**
         * Requires that this program may use the tables.
         *
         * @param minReader the oldest version of tables that a program must know to use these
         * @throws io.github.bedrockbatch.journal.StoreException if it may not
         */
        void require(long minReader, Database database) throws SQLException;
    }

    /** Makes a value of the row at which a result stands. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Database database) throws SQLException;
    }

    /** Does work in one transaction: all of it is there afterwards, or none when this throws. */
    <T> T transaction(String begin, Work<T> work) throws SQLException {
        boolean committed = false;
        try {
            execute(begin);
            T result = work.run(this);
            execute("COMMIT");
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rows.clear();
                rollback();
            }
        }
    }

    /** Executes a statement that is not worth preparing. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Changes rows and says how many. */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bind(prepared(sql), arguments).executeUpdate();
    }

    /** Returns the arguments of a statement, in order. */
    static @Nullable Object[] arguments(@Nullable Object... values) {
        return values;
    }

    /** Changes rows in one batch, and says how many for each. */
    <T> int[] batch(String sql, List<T> rows, Function<T, @Nullable Object[]> arguments) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        PreparedStatement statement = prepared(sql);
        try {
            for (T row : rows) {
                bind(statement, arguments.apply(row));
                statement.addBatch();
            }
            return statement.executeBatch();
        } finally {
            statement.clearBatch();
        }
    }

    <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = bind(prepared(sql), arguments).executeQuery()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    /** Returns the number in the first column of the first row; 0 if there is none. */
    long number(String sql, @Nullable Object... arguments) throws SQLException {
        List<Long> rows = query(sql, row -> row.getLong(1), arguments);
        return rows.isEmpty() ? 0 : rows.getFirst();
    }

    /** Returns the text in the first column of the first row. */
    String text(String sql) throws SQLException {
        return query(sql, row -> row.getString(1)).getFirst();
    }

    /**
     * Requires that this program may use the tables: a newer one may have changed them since they were opened.
     *
     * @throws io.github.bedrockbatch.journal.StoreException if it may not
     */
    void requireReader(long minReader) throws SQLException {
        admission.require(minReader, this);
    }

    /** Returns the jobs' rows that were read so far. */
    ReadRows rows() {
        return rows;
    }

    @Override
    public void close() throws SQLException {
        prepared.clear();
        connection.close();
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    private static PreparedStatement bind(PreparedStatement statement, @Nullable Object... arguments)
            throws SQLException {
        for (int index = 0; index < arguments.length; index++) {
            // PostgreSQL's text cannot hold the character, which AWS does not send.
            Object value = arguments[index] instanceof String text ? text.replace('\0', '\uFFFD') : arguments[index];
            statement.setObject(index + 1, value);
        }
        return statement;
    }

    /** Rolls back, unless SQLite has done so by itself, as it does after some failures. */
    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            // The failure that led here is the one to tell.
            return;
        }
    }
}
