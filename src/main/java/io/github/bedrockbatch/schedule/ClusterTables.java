package io.github.bedrockbatch.schedule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.TriggerKey;

/** What the schedule of replicas reads of Quartz's tables at once, and the list of the tasks that any replica has. Thread-safe. */
record ClusterTables(DataSource connections) {
    static final String PREFIX = "quartz_";

    /**
     * A trigger as it stands in the table.
     *
     * @param interval of a regular one; null of one that fires once
     * @param isInError whether Quartz has given it up
     */
    record Row(
            TriggerKey key,
            String task,
            Instant next,
            @Nullable Duration interval,
            boolean isInError) {
        boolean isRegular() {
            return interval != null;
        }
    }

    /** Returns all triggers. */
    List<Row> triggers() throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT trigger_name, trigger_group, job_name, next_fire_time, trigger_state, int_prop_1 "
                                + "FROM quartz_triggers LEFT JOIN quartz_simprop_triggers "
                                + "USING (sched_name, trigger_name, trigger_group) WHERE sched_name = ?")) {
            statement.setString(1, ClusterTriggering.SCHEDULE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long seconds = row.getLong(6);
                    Duration interval = row.wasNull() ? null : Duration.ofSeconds(seconds);
                    rows.add(new Row(
                            new TriggerKey(row.getString(1), row.getString(2)),
                            row.getString(3),
                            Instant.ofEpochMilli(row.getLong(4)),
                            interval,
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

    /** Returns the tasks that no replica has noted for some time. */
    List<String> unlisted(Duration since) throws SQLException {
        List<String> unlisted = new ArrayList<>();
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT name FROM listed_task "
                        + "WHERE listed_at < clock_timestamp() - ? * INTERVAL '1 second' ORDER BY name")) {
            statement.setLong(1, since.toSeconds());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    unlisted.add(row.getString(1));
                }
            }
        }
        return unlisted;
    }

    /** Forgets that any replica had a task. */
    void forget(String task) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement("DELETE FROM listed_task WHERE name = ?")) {
            statement.setString(1, task);
            statement.executeUpdate();
        }
    }
}
