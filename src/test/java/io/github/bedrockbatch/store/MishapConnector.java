package io.github.bedrockbatch.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/** Connects to SQLite with a mishap that may befall any statement but a ROLLBACK. */
final class MishapConnector implements Connector {
    private static final Pattern CHANGE =
            Pattern.compile("(INSERT|UPDATE|DELETE|CREATE|PRAGMA \\w+ =).*", Pattern.DOTALL);

    private final Mishap mishap;
    private @Nullable Connection real;
    private boolean changed;

    MishapConnector(Mishap mishap) {
        this.mishap = mishap;
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = JDBC.createConnection(url, properties);
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
        return switch (mishap.befalls(isChange(sql))) {
            case null -> execution.run();
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

    /** A COMMIT is a change where there was one before it. */
    private boolean isChange(String sql) {
        boolean change = sql.equals("COMMIT") ? changed : CHANGE.matcher(sql).matches();
        changed = change || (changed && !sql.equals("COMMIT") && !sql.startsWith("BEGIN"));
        return change;
    }

    private void rollBack() throws SQLException {
        if (real != null && !real.getAutoCommit()) {
            real.rollback();
        }
    }

    /** The execution of a statement. */
    @FunctionalInterface
    private interface Execution {
        @Nullable
        Object run() throws Throwable;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
