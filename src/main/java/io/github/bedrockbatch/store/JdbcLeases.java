package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.Lease;
import io.github.bedrockbatch.journal.Pace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The taking of leases, within one transaction. Two that take one at a time wait for each other at its row. */
final class JdbcLeases {
    private static final String HELD = "name = ? AND holder = ? AND number = ? AND ends_at > clock_timestamp()";
    private static final String FROM_NOW = "clock_timestamp() + ? * INTERVAL '1 millisecond'";
    private static final String SINCE_PACED =
            "CAST(EXTRACT(EPOCH FROM clock_timestamp() - lease.paced_at) * 1000 AS BIGINT) AS since_paced";

    private JdbcLeases() {}

    static Optional<Lease> take(Database database, String name, String holder, Duration time) throws SQLException {
        return database
                .query(
                        "INSERT INTO lease (name, holder, number, ends_at) VALUES (?, ?, 1, " + FROM_NOW + ") "
                                + "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, ends_at = excluded.ends_at, "
                                + "number = CASE WHEN lease.ends_at > clock_timestamp() THEN lease.number "
                                + "ELSE lease.number + 1 END "
                                + "WHERE lease.holder = excluded.holder OR lease.ends_at <= clock_timestamp() "
                                + "RETURNING number, pace, " + SINCE_PACED,
                        row -> new Lease(name, holder, row.getLong("number"), pace(row)),
                        name,
                        holder,
                        time.toMillis())
                .stream()
                .findFirst();
    }

    private static @Nullable Pace pace(ResultSet row) throws SQLException {
        String pace = row.getString("pace");
        Duration since = Duration.ofMillis(Math.max(0, row.getLong("since_paced")));
        return pace == null ? null : PaceJson.read(pace).after(since);
    }

    static List<Lease> renew(Database database, List<Lease> leases, Duration time) throws SQLException {
        int[] renewed = database.batch(
                "UPDATE lease SET ends_at = " + FROM_NOW + " WHERE " + HELD,
                leases,
                lease -> Database.arguments(time.toMillis(), lease.name(), lease.holder(), lease.number()));
        return IntStream.range(0, renewed.length)
                .filter(index -> renewed[index] == 1)
                .mapToObj(leases::get)
                .toList();
    }

    /** Deletes leases that ended thirty days ago. */
    static int forget(Database database, int limit) throws SQLException {
        return database.update(
                "DELETE FROM lease WHERE name IN "
                        + "(SELECT name FROM lease WHERE ends_at < clock_timestamp() - INTERVAL '30 days' LIMIT ?)",
                limit);
    }

    static boolean holds(Database database, Lease lease) throws SQLException {
        return database.number("SELECT 1 FROM lease WHERE " + HELD, lease.name(), lease.holder(), lease.number()) == 1;
    }

    static int release(Database database, Lease lease, @Nullable Pace pace) throws SQLException {
        if (pace == null) {
            return database.update(
                    "UPDATE lease SET ends_at = clock_timestamp() WHERE " + HELD,
                    lease.name(),
                    lease.holder(),
                    lease.number());
        }
        return database.update(
                "UPDATE lease SET ends_at = clock_timestamp(), pace = ?, paced_at = clock_timestamp() WHERE " + HELD,
                PaceJson.write(pace),
                lease.name(),
                lease.holder(),
                lease.number());
    }

    /** Returns those who hold leases, each with the time until the last of them ends. */
    static List<String> holders(Database database) throws SQLException {
        return database.query(
                "SELECT holder, CAST(ceil(extract(epoch FROM max(ends_at) - clock_timestamp())) AS BIGINT) AS seconds "
                        + "FROM lease WHERE ends_at > clock_timestamp() GROUP BY holder ORDER BY holder",
                row -> row.getString("holder") + " (lease of " + row.getLong("seconds") + " s)");
    }
}
