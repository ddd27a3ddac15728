package io.github.bedrockbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.journal.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JdbcLeasesTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final PostgresDialect dialect = PostgresServer.dialect(PostgresServer.newSchema());
    private final Database one = dialect.open();
    private final Database other = dialect.open();

    @AfterEach
    void close() throws SQLException {
        one.close();
        other.close();
    }

    @Test
    void oneProcessAtATimeHoldsALease() throws SQLException {
        Lease lease = JdbcLeases.take(one, "target", "one", LONG).orElseThrow();

        assertThat(JdbcLeases.take(other, "target", "other", LONG)).isEmpty();
        assertThat(JdbcLeases.take(other, "another target", "other", LONG)).isPresent();
        assertThat(JdbcLeases.take(one, "target", "one", LONG))
                .as("makes it last longer")
                .contains(lease);
        assertThat(JdbcLeases.holds(other, lease)).isTrue();
    }

    @Test
    void whoeverComesAfterAnEndIsAnotherHolderForWhoWasFrozen() throws SQLException {
        Lease frozen = JdbcLeases.take(one, "target", "one", LONG).orElseThrow();
        letEnd();

        assertThat(JdbcLeases.holds(one, frozen)).isFalse();
        Lease next = JdbcLeases.take(other, "target", "other", LONG).orElseThrow();
        assertThat(next.number()).isGreaterThan(frozen.number());
        assertThat(JdbcLeases.holds(one, frozen)).isFalse();
        assertThat(JdbcLeases.holds(one, next)).isTrue();
        assertThat(JdbcLeases.take(one, "target", "one", LONG)).isEmpty();
        assertThat(JdbcLeases.release(one, frozen, null)).isZero();
        assertThat(JdbcLeases.holds(one, next)).isTrue();
    }

    @Test
    void aHolderWhoseLeaseEndedIsAnotherHolder() throws SQLException {
        Lease first = JdbcLeases.take(one, "target", "one", LONG).orElseThrow();
        letEnd();

        Optional<Lease> again = JdbcLeases.take(one, "target", "one", LONG);

        assertThat(again).map(Lease::number).contains(first.number() + 1);
        assertThat(JdbcLeases.holds(one, first)).isFalse();
    }

    @Test
    void aReleasedLeaseIsThereForTheNext() throws SQLException {
        Lease lease = JdbcLeases.take(one, "target", "one", LONG).orElseThrow();

        assertThat(JdbcLeases.release(one, lease, null)).isEqualTo(1);

        assertThat(JdbcLeases.holds(one, lease)).isFalse();
        assertThat(JdbcLeases.take(other, "target", "other", LONG)).isPresent();
    }

    private void letEnd() throws SQLException {
        one.update("UPDATE lease SET ends_at = clock_timestamp()");
    }
}
