package io.github.bedrockbatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.Lease;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.LeaseHolder.Tenure;
import io.github.bedrockbatch.journal.LeaseLostException;
import io.github.bedrockbatch.journal.Leases;
import io.github.bedrockbatch.journal.Pace;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.testing.Postgres;
import io.github.bedrockbatch.testing.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases of two processes that share a PostgreSQL. */
final class SharedLeasesTest {
    private final String schema = Postgres.newSchema();
    private final JdbcStore store = new JdbcStore(PostgresServer.dialect(schema));
    private final JdbcStore otherStore = new JdbcStore(PostgresServer.dialect(schema));
    private final SettableClock steady = new SettableClock(Instant.EPOCH);

    @BeforeEach
    void open() {
        store.open();
        otherStore.open();
    }

    @AfterEach
    void close() {
        store.close();
        otherStore.close();
    }

    @Test
    void oneAtATimeHoldsALeaseAndTheNextFindsThePaceOfTheOneBefore() {
        LeaseHolder one = new LeaseHolder(store.leases().orElseThrow(), "one", steady);
        LeaseHolder other = new LeaseHolder(otherStore.leases().orElseThrow(), "other", steady);
        Tenure tenure = one.take("target").orElseThrow();
        assertThat(tenure.pace()).isEqualTo(Pace.NONE);
        assertThat(other.take("target")).isEmpty();
        assertThat(one.holds("target")).isTrue();
        assertThat(other.holds("target")).isFalse();

        tenure.end(new Pace(7, Duration.ofSeconds(3), Duration.ofMinutes(2), Duration.ofMinutes(10), 3));

        assertThat(one.holds("target")).isFalse();
        Pace left = other.take("target").orElseThrow().pace();
        assertThat(left.polls()).isEqualTo(7);
        assertThat(left.pause()).isEqualTo(Duration.ofMinutes(2));
        assertThat(left.listPause()).isEqualTo(Duration.ofMinutes(10));
        assertThat(left.sinceStart()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aHolderThatWasFrozenKnowsItAndWritesNothing() throws SQLException {
        LeaseHolder frozen = new LeaseHolder(store.leases().orElseThrow(), "frozen", steady);
        Tenure tenure = frozen.take("target").orElseThrow();
        letLeasesEnd();
        LeaseHolder next = new LeaseHolder(otherStore.leases().orElseThrow(), "next", InstantSource.system());
        Tenure taken = next.take("target").orElseThrow();
        steady.advance(Duration.ofSeconds(30));

        frozen.renew();

        assertThat(tenure.isFresh()).isFalse();
        assertThat(frozen.holds("target")).isFalse();
        assertThatThrownBy(tenure::require).isInstanceOf(LeaseLostException.class);
        Recording late = new Recording(Rows.EAST, List.of(Rows.running(1)), List.of(), List.of(), null, tenure.fence());
        assertThatThrownBy(() -> store.record(late)).isInstanceOf(LeaseLostException.class);
        assertThat(store.changesSince(0).jobs()).isEmpty();
        tenure.end(Pace.NONE);
        taken.require();
        assertThat(store.check()).isTrue();
    }

    @Test
    void whatIsRenewedIsHeldOn() throws SQLException {
        Leases leases = store.leases().orElseThrow();
        LeaseHolder holder = new LeaseHolder(leases, "one", steady);
        Tenure tenure = holder.take("target").orElseThrow();
        Lease ended = holder.take("ended").orElseThrow().lease();
        try (Connection connection = Postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE " + schema + ".lease SET ends_at = clock_timestamp() WHERE name = 'ended'");
        }
        steady.advance(Duration.ofSeconds(9));
        assertThat(tenure.isFresh()).isTrue();

        holder.renew();

        steady.advance(Duration.ofSeconds(9));
        assertThat(tenure.isFresh()).isTrue();
        assertThat(leases.renew(List.of(ended, tenure.lease()), Duration.ofSeconds(1)))
                .containsExactly(tenure.lease());
    }

    @Test
    void whatNobodyHasTakenForLongIsForgotten() throws SQLException {
        LeaseHolder holder = new LeaseHolder(store.leases().orElseThrow(), "one", steady);
        assertThat(holder.take("of old")).isPresent();
        Tenure tenure = holder.take("of now").orElseThrow();
        try (Connection connection = Postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE " + schema
                    + ".lease SET ends_at = clock_timestamp() - INTERVAL '31 days' WHERE name = 'of old'");
        }
        Retention nothing = new Retention(Instant.MIN, Instant.MIN, Instant.MIN, Set.of());

        assertThat(store.prune(nothing, 10)).isEqualTo(1);

        assertThat(store.prune(nothing, 10)).isZero();
        tenure.require();
    }

    private void letLeasesEnd() throws SQLException {
        try (Connection connection = Postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE " + schema + ".lease SET ends_at = clock_timestamp()");
        }
    }
}
