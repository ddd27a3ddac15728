package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Proxies.invoke;
import static io.github.bedrockbatch.store.Proxies.proxy;

import java.lang.reflect.InvocationHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** Connects to SQLite or watches another connection: it notes and counts the prepared statements that are executed, and counts the rows that are read. */
final class WatchedConnector implements SqliteDialect.Connector {
    private final Set<String> statements = new LinkedHashSet<>();
    private int executions;
    private int rows;

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        properties.setProperty(SQLiteConfig.Pragma.SYNCHRONOUS.pragmaName, "OFF");
        return watched(JDBC.createConnection(url, properties));
    }

    /** Returns a connection that is watched. */
    Connection watched(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? proxy(PreparedStatement.class, statement(statement, String.valueOf(arguments[0])))
                    : result;
        });
    }

    /** Forgets what was noted and counted so far. */
    void reset() {
        statements.clear();
        executions = 0;
        rows = 0;
    }

    Set<String> statements() {
        return Set.copyOf(statements);
    }

    int executions() {
        return executions;
    }

    int rows() {
        return rows;
    }

    private InvocationHandler statement(PreparedStatement statement, String sql) {
        return (proxy, method, arguments) -> {
            Object result = invoke(statement, method, arguments);
            if (method.getName().startsWith("execute")) {
                statements.add(sql);
                executions++;
            }
            return result instanceof ResultSet read ? proxy(ResultSet.class, rows(read)) : result;
        };
    }

    private InvocationHandler rows(ResultSet read) {
        return (proxy, method, arguments) -> {
            Object result = invoke(read, method, arguments);
            if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                rows++;
            }
            return result;
        };
    }
}
