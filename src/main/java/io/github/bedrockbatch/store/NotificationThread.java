package io.github.bedrockbatch.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that waits, on a connection of its own, for notifications that any process has moved the head. A pool would close the
 * connection now and then.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/server-prepare/#listen--notify">LISTEN and NOTIFY in pgjdbc</a>
 */
final class NotificationThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration MAX_SKEW = Duration.ofSeconds(1);

    private final PostgresDialect dialect;
    private final InstantSource clock;
    private final Runnable wakeUp;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("store-notifications").unstarted(this::run);
    private volatile @Nullable Duration clockSkew;
    private volatile boolean closing;
    private boolean skewed;

    /**
     * Makes a thread that is not started.
     *
     * @param wakeUp must neither block nor throw
     */
    NotificationThread(PostgresDialect dialect, InstantSource clock, Runnable wakeUp) {
        this.dialect = dialect;
        this.clock = clock;
        this.wakeUp = wakeUp;
    }

    void start() {
        thread.start();
    }

    /** Returns how far this machine's clock is ahead of the database's; empty before that was measured. */
    Optional<Duration> clockSkew() {
        return Optional.ofNullable(clockSkew);
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }

    private void run() {
        while (!closing) {
            try (Connection connection = dialect.connect()) {
                listen(connection);
            } catch (SQLException | RuntimeException lost) {
                // Whoever uses the database tells that it is away.
                clockSkew = null;
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection notifications = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN \"" + dialect.channel() + '"');
            while (!closing) {
                measureSkew(statement);
                if (notifications.getNotifications(Math.toIntExact(PERIOD.toMillis())).length > 0) {
                    wakeUp.run();
                }
            }
        }
    }

    /** Asks for the time of the database, which also finds out whether the connection is still there. */
    private void measureSkew(Statement statement) throws SQLException {
        Instant before = clock.instant();
        try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
            Instant here = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
            clockSkew = Duration.between(there, here);
            tell(Duration.between(there, here));
        }
    }

    private void tell(Duration skew) {
        boolean now = skew.abs().compareTo(MAX_SKEW) > 0;
        if (now && !skewed) {
            LOG.warn(
                    "Clock skew of {} s against the database (maximum {} s): polls may run early or late. Synchronize the clock"
                            + " with NTP",
                    skew.toMillis() / 1000.0,
                    MAX_SKEW.toSeconds());
        } else if (skewed && !now) {
            LOG.info("Clock skew against the database recovered");
        }
        skewed = now;
    }

    private void pause() {
        try {
            Thread.sleep(PERIOD);
        } catch (InterruptedException e) {
            // Closing ends the loop.
            Thread.currentThread().interrupt();
        }
    }
}
