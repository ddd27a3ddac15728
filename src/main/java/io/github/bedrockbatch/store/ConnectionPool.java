package io.github.bedrockbatch.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.store.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool of connections to PostgreSQL. One that is lost is replaced. */
final class ConnectionPool implements Connections {
    /** How long a transaction waits for a connection, and so for a database that is away. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration MAX_CLOSE_WAIT = Duration.ofSeconds(1);

    private final PostgresDialect dialect;
    private final PostgresSettings settings;
    private final InstantSource clock;
    private final ReadRows rows = new ReadRows();
    private volatile @Nullable HikariDataSource pool;
    private volatile @Nullable NotificationThread notifications;
    private @Nullable Thread tick;

    ConnectionPool(PostgresDialect dialect, InstantSource clock) {
        this.clock = clock;
        this.dialect = dialect;
        this.settings = dialect.settings();
    }

    @Override
    public synchronized void open(Runnable wakeUp) {
        if (pool != null) {
            return;
        }
        try (Database _ = dialect.open()) {
            pool = new HikariDataSource(config());
            NotificationThread thread = new NotificationThread(dialect, clock, wakeUp);
            thread.start();
            notifications = thread;
            tick = Thread.ofVirtual().name("store-tick").start(() -> tick(wakeUp));
        } catch (SQLException e) {
            throw new StoreException(dialect.name() + ": a connection could not be closed (" + e.getMessage() + ")", e);
        }
    }

    /** A second without a notification is as good as one, so that none is missed for longer while their connection is lost. */
    private static void tick(Runnable wakeUp) {
        try {
            while (true) {
                Thread.sleep(TICK);
                wakeUp.run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(settings.parameters());
        config.setCredentialsProvider(settings::credentials);
        config.setMaximumPoolSize(settings.maxConnections());
        config.setConnectionTimeout(MAX_WAIT.toMillis());
        config.setValidationTimeout(MAX_WAIT.dividedBy(2).toMillis());
        config.setInitializationFailTimeout(-1);
        return config;
    }

    /** A server is not asked whether it is there: the next transaction finds out. */
    @Override
    public boolean isThere() {
        return pool != null;
    }

    @Override
    public <T> T transaction(String begin, Work<T> work) throws SQLException {
        try (Database database = new Database(connection(), rows, dialect::requireReader)) {
            return database.transaction(begin, work);
        }
    }

    /** What the pool says of its state differs each time, so that the same trouble would be told again and again. */
    private Connection connection() throws SQLException {
        try {
            return opened().getConnection();
        } catch (SQLTransientConnectionException e) {
            String reason = e.getCause() == null
                    ? "all connections are in use"
                    : e.getCause().getMessage();
            throw new SQLException("no connection within " + MAX_WAIT.toSeconds() + " s: " + reason, e);
        }
    }

    @Override
    public boolean areShared() {
        return true;
    }

    @Override
    public Optional<DataSource> dataSource() {
        return Optional.of(opened());
    }

    private DataSource opened() {
        DataSource open = pool;
        if (open == null) {
            throw new StoreException(dialect.name() + ": must be open: it was closed or never opened");
        }
        return open;
    }

    @Override
    public Optional<Duration> clockSkew() {
        NotificationThread thread = notifications;
        return thread == null ? Optional.empty() : thread.clockSkew();
    }

    @Override
    public synchronized void close() {
        if (notifications != null) {
            notifications.close();
        }
        if (tick != null) {
            tick.interrupt();
        }
        HikariDataSource open = pool;
        pool = null;
        if (open != null) {
            close(open);
        }
    }

    /** Waits no longer than a moment: an attempt to connect to a database that is away may take its time. */
    private static void close(HikariDataSource open) {
        Thread closing = Thread.ofPlatform().daemon().name("store-close").start(open::close);
        try {
            boolean _ = closing.join(MAX_CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
