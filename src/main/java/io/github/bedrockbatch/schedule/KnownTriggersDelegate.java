package io.github.bedrockbatch.schedule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;

/**
 * Quartz's statements for PostgreSQL, with due triggers only of tasks that are known, and with check-ins by the database's clock. Public as
 * Quartz reflects on it.
 */
public final class KnownTriggersDelegate extends PostgreSQLDelegate {
    private final InstantSource clock;
    private volatile Predicate<String> isKnown = name -> false;

    /** Makes a delegate whose check-ins are compared with the system clock. */
    public KnownTriggersDelegate() {
        this(InstantSource.system());
    }

    KnownTriggersDelegate(InstantSource clock) {
        this.clock = clock;
    }

    void takeOnly(Predicate<String> known) {
        isKnown = known;
    }

    /** Selects of all that are due, so that many which nobody here knows hide none that is known. */
    @Override
    public List<TriggerKey> selectTriggerToAcquire(
            Connection connection, long noLaterThan, long noEarlierThan, int maxCount) throws SQLException {
        return super.selectTriggerToAcquire(connection, noLaterThan, noEarlierThan, Integer.MAX_VALUE).stream()
                .filter(key -> isKnown.test(key.getName()))
                .limit(maxCount)
                .toList();
    }

    @Override
    public int insertSchedulerState(Connection connection, String instance, long checkIn, long interval)
            throws SQLException {
        return super.insertSchedulerState(connection, instance, now(connection), interval);
    }

    @Override
    public int updateSchedulerState(Connection connection, String instance, long checkIn) throws SQLException {
        return super.updateSchedulerState(connection, instance, now(connection));
    }

    /**
     * Returns the check-ins in terms of this replica's clock, with which Quartz compares them. Otherwise what a replica ran that died while
     * its clock was ahead would be blocked until the clocks of the others come to where its clock was.
     */
    @Override
    public List<SchedulerStateRecord> selectSchedulerStateRecords(Connection connection, String instance)
            throws SQLException {
        List<SchedulerStateRecord> records = super.selectSchedulerStateRecords(connection, instance);
        long ahead = clock.millis() - now(connection);
        records.forEach(replica -> replica.setCheckinTimestamp(replica.getCheckinTimestamp() + ahead));
        return records;
    }

    /** Returns the time of the database's clock, in milliseconds since the epoch. */
    private static long now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
