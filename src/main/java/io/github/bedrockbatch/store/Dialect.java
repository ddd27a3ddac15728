package io.github.bedrockbatch.store;

import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * What databases do each in a way of their own. All else is SQL that SQLite and PostgreSQL read alike.
 *
 * @see <a href="https://github.com/kagkarlsson/db-scheduler">db-scheduler</a>, whose JdbcCustomization is of the same kind
 */
interface Dialect {
    /** What a store may fail at. */
    enum Failure {
        READ,
        WRITE,
        CLOSE,
        /** A row that was read makes no sense. */
        ROW
    }

    /**
     * Connects, and brings the tables to the present version.
     *
     * @throws io.github.bedrockbatch.journal.StoreException if the database cannot be used, with a message that says what to do
     */
    Database open();

    /** Returns whether the database that was opened is still there. */
    boolean isThere();

    /** Returns how many bytes the database takes on the disk of this machine; empty where it is in no file. */
    default OptionalLong size() {
        return OptionalLong.empty();
    }

    /** Returns the statement that begins a transaction which writes, and whose head no other one can take meanwhile. */
    String beginWrite();

    /** Returns the statement that begins a transaction which sees all tables as they were at one moment. */
    String beginRead();

    /**
     * Returns whether entries of one status are to be asked for as a range of their index, because the planner would rather walk through the
     * entries of all statuses than look for those of a rare one.
     */
    default boolean asksForStatusAsRange() {
        return false;
    }

    /** Tells other processes that use the database, once the transaction is committed, that the head has moved. */
    default void announce(Database database) throws SQLException {}

    /** Returns whether another one leads to the same database. */
    default boolean isSame(Dialect other) {
        return equals(other);
    }

    /**
     * Keeps all others from using the database until the present transaction ends. To be called before anything is read in it.
     *
     * @throws io.github.bedrockbatch.journal.StoreException if someone uses it
     */
    default void takeAlone(Database database) throws SQLException {
        // A database that is open belongs to this process alone.
    }

    /** Forgets leases that nobody has taken for long, as of targets that are watched no more, and says how many. */
    default int forgetLeases(Database database, int limit) throws SQLException {
        return 0;
    }

    /** Returns what users call the database. */
    String name();

    /** Returns what users are told of a failure: the database, what it failed at, and what to do. */
    String refusal(Failure failure);
}
