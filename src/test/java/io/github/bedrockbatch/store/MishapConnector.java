package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Proxies.invoke;
import static io.github.bedrockbatch.store.Proxies.proxy;

import io.github.bedrockbatch.store.Mishap.Call;
import java.lang.reflect.InvocationHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * Connects to a database with a mishap that may befall any statement but a ROLLBACK. Nothing is forced to the disk, for a test of
 * death is none of power failures.
 */
final class MishapConnector implements SqliteDialect.Connector {
    private static final Pattern CHANGE = Pattern.compile(
            "(\\s|--[^\n]*\n)*(INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA \\w+ =).*", Pattern.DOTALL);

    private final Mishap mishap;
    private @Nullable Connection real;
    private boolean changed;

    MishapConnector(Mishap mishap) {
        this.mishap = mishap;
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        properties.setProperty(SQLiteConfig.Pragma.SYNCHRONOUS.pragmaName, "OFF");
        return befallen(JDBC.createConnection(url, properties));
    }

    /** Returns a connection on which mishaps happen. */
    Connection befallen(Connection connection) {
        real = connection;
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return switch (result) {
                case PreparedStatement prepared ->
                    proxy(PreparedStatement.class, statement(prepared, String.valueOf(arguments[0])));
                case Statement plain -> proxy(Statement.class, statement(plain, null));
                case null, default -> result;
            };
        });
    }

    /** Closes what a dead process left open. */
    void closeReal() throws SQLException {
        if (real != null) {
            real.close();
        }
    }

    private InvocationHandler statement(Statement statement, @Nullable String prepared) {
        return (proxy, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return invoke(statement, method, arguments);
            }
            String sql = prepared == null ? String.valueOf(arguments[0]) : prepared;
            return execute(sql, () -> invoke(statement, method, arguments));
        };
    }

    private @Nullable Object execute(String sql, Execution execution) throws Throwable {
        if (sql.equals("ROLLBACK")) {
            mishap.live();
            return execution.run();
        }
        return switch (mishap.befalls(call(sql))) {
            case null -> sql.startsWith("PRAGMA synchronous") ? false : execution.run();
            case FAILS_AFTERWARDS -> {
                Object lost = execution.run();
                throw new SQLException(sql + ": a mishap befell it after it had given " + lost);
            }
            case FAILS_AND_ROLLS_BACK -> {
                rollBack();
                throw new SQLException(sql + ": a mishap befell it, and all was rolled back");
            }
            case FAILS, DIES -> throw new SQLException(sql + ": a mishap befell it");
        };
    }

    /** What a statement is; a COMMIT of nothing is like a read. */
    private Call call(String sql) {
        if (CHANGE.matcher(sql).matches()) {
            changed = true;
            return Call.CHANGE;
        }
        boolean commits = changed && sql.equals("COMMIT");
        changed &= !commits && !sql.startsWith("BEGIN");
        return commits ? Call.COMMIT : Call.READ;
    }

    private void rollBack() throws SQLException {
        if (real != null && !real.getAutoCommit()) {
            real.rollback();
        } else if (real != null) {
            try (Statement statement = real.createStatement()) {
                statement.execute("ROLLBACK");
            }
        }
    }

    /** The execution of a statement. */
    @FunctionalInterface
    private interface Execution {
        @Nullable
        Object run() throws Throwable;
    }
}
