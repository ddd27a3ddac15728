package io.github.bedrockbatch.store;

import io.github.bedrockbatch.store.Database.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** Where the transactions of a store are run. Thread-safe. */
interface Connections extends AutoCloseable {
    /**
     * Connects, and brings the tables to the present version.
     *
     * @param news is run when another process may have moved the head. It must neither block nor throw
     * @throws io.github.bedrockbatch.journal.StoreException if the database cannot be used, with a message that says what to do
     */
    void open(Runnable news);

    /** Returns whether the database that was opened is still there. */
    boolean isThere();

    /**
     * Does work in one transaction, which the statement {@code begin} begins.
     *
     * @throws io.github.bedrockbatch.journal.StoreException if it is not open
     */
    <T> T transaction(String begin, Work<T> work) throws SQLException;

    /** Returns whether other processes may use the database too. */
    default boolean areShared() {
        return false;
    }

    /**
     * Returns the connections for those who bring statements of their own; empty where there is but one.
     *
     * @throws io.github.bedrockbatch.journal.StoreException if they are shared and not open
     */
    default Optional<DataSource> dataSource() {
        return Optional.empty();
    }

    /** Returns how far this machine's clock is ahead of the database's; empty where they are one, or that is not known. */
    default Optional<Duration> clockSkew() {
        return Optional.empty();
    }

    /** Closes what is open. */
    @Override
    void close() throws SQLException;
}
