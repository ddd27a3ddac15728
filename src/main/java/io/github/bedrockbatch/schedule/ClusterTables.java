package io.github.bedrockbatch.schedule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.quartz.TriggerKey;

/** What the schedule of replicas reads of Quartz's tables at once, and the list of the tasks that any replica has. Thread-safe. */
record ClusterTables(DataSource connections) {
    static final String PREFIX = "quartz_";

    /**
     * A trigger as it stands in the table.
     *
     * @param isInError whether Quartz has given it up
     */
    record Row(TriggerKey key, String task, Instant next, boolean isInError) {}

    /** Returns the intervals of the tasks that have a regular trigger. */
    Map<String, Duration> intervals() throws SQLException {
        Map<String, Duration> intervals = new HashMap<>();
        try (Connection connection = connections.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT trigger_name, int_prop_1 FROM quartz_simprop_triggers "
                                + "WHERE sched_name = ? AND trigger_group = ?")) {
            statement.setString(1, ClusterTriggering.SCHEDULE);
            statement.setString(2, TriggerKey.DEFAULT_GROUP);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    intervals.put(row.getString(1), Duration.ofSeconds(row.getInt(2)));
                }
            }
        }
        return intervals;
    }

    /** Returns all triggers. */
    List<Row> triggers() throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT trigger_name, trigger_group, job_name, next_fire_time, trigger_state FROM quartz_triggers "
                                + "WHERE sched_name = ?")) {
            statement.setString(1, ClusterTriggering.SCHEDULE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            new TriggerKey(row.getString(1), row.getString(2)),
                            row.getString(3),
                            Instant.ofEpochMilli(row.getLong(4)),
                            row.getString(5).equals("ERROR")));
                }
            }
        }
        return rows;
    }

    /** Notes that this replica has tasks. */
    void list(Collection<String> tasks) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO listed_task (name, listed_at) VALUES (?, clock_timestamp()) "
                                + "ON CONFLICT (name) DO UPDATE SET listed_at = excluded.listed_at")) {
            for (String task : tasks.stream().sorted().toList()) {
                statement.setString(1, task);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Returns the tasks that no replica has noted for some time, and forgets them. */
    List<String> unlisted(Duration since) throws SQLException {
        List<String> unlisted = new ArrayList<>();
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement("DELETE FROM listed_task "
                        + "WHERE listed_at < clock_timestamp() - ? * INTERVAL '1 second' RETURNING name")) {
            statement.setLong(1, since.toSeconds());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    unlisted.add(row.getString(1));
                }
            }
        }
        return unlisted;
    }
}
