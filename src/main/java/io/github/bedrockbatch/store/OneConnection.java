package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.store.Database.Work;
import io.github.bedrockbatch.store.Dialect.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection for as long as the store is open, on which threads take turns. */
final class OneConnection implements Connections {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private final Dialect dialect;
    private final Duration maxCloseWait;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Database database;

    OneConnection(Dialect dialect, Duration maxCloseWait) {
        this.dialect = dialect;
        this.maxCloseWait = maxCloseWait;
    }

    @Override
    public void open(Runnable news) {
        turn.lock();
        try {
            if (database == null) {
                database = dialect.open();
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean isThere() {
        turn.lock();
        try {
            return database != null && dialect.isThere();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public <T> T transaction(String begin, Work<T> work) throws SQLException {
        turn.lock();
        try {
            Database open = database;
            if (open == null) {
                throw new StoreException(dialect.name() + ": must be open: it was closed or never opened");
            }
            return open.transaction(begin, work);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Closes the database once nobody uses it, but waits for at most a second. Then a thread of its own closes it, because
     * SQLite's driver makes that thread wait for a call that hangs.
     */
    @Override
    public void close() throws SQLException {
        boolean ours = isOurTurn();
        Database open = database;
        database = null;
        try {
            if (ours && open != null) {
                open.close();
            }
        } finally {
            if (ours) {
                turn.unlock();
            } else if (open != null) {
                Thread.ofPlatform().daemon().name("store-close").start(() -> abandon(open));
            }
        }
    }

    private boolean isOurTurn() {
        try {
            return turn.tryLock() || turn.tryLock(maxCloseWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void abandon(Database open) {
        try {
            LOG.warn(
                    "{}: a call has not ended within {}. The connection is closed anyway",
                    dialect.name(),
                    maxCloseWait);
            open.close();
        } catch (SQLException e) {
            LOG.warn("{} ({})", dialect.refusal(Failure.CLOSE), e.getMessage());
        }
    }
}
