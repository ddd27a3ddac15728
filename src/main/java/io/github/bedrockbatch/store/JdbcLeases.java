package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The taking of leases, within one transaction. Two that take one at a time wait for each other at its row. */
final class JdbcLeases {
    private static final String HELD = "name = ? AND holder = ? AND number = ? AND ends_at > clock_timestamp()";

    private JdbcLeases() {}

    static Optional<Lease> take(Database database, String name, String holder, Duration time) throws SQLException {
        return database
                .query(
                        "INSERT INTO lease (name, holder, number, ends_at) "
                                + "VALUES (?, ?, 1, clock_timestamp() + ? * INTERVAL '1 millisecond') "
                                + "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, ends_at = excluded.ends_at, "
                                + "number = CASE WHEN lease.ends_at > clock_timestamp() THEN lease.number "
                                + "ELSE lease.number + 1 END "
                                + "WHERE lease.holder = excluded.holder OR lease.ends_at <= clock_timestamp() "
                                + "RETURNING number",
                        row -> new Lease(name, holder, row.getLong("number")),
                        name,
                        holder,
                        time.toMillis())
                .stream()
                .findFirst();
    }

    static boolean holds(Database database, Lease lease) throws SQLException {
        return database.number("SELECT 1 FROM lease WHERE " + HELD, lease.name(), lease.holder(), lease.number()) == 1;
    }

    static int release(Database database, Lease lease) throws SQLException {
        return database.update(
                "UPDATE lease SET ends_at = clock_timestamp() WHERE " + HELD,
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
