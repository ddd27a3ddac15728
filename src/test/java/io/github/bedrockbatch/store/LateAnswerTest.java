package io.github.bedrockbatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.LeaseHolder.Tenure;
import io.github.bedrockbatch.journal.LeaseLostException;
import io.github.bedrockbatch.journal.Leases;
import io.github.bedrockbatch.testing.Postgres;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A network that is cut for some seconds delivers the database's answers after it, by when another may hold the lease. */
final class LateAnswerTest {
    private final SettableClock steady = new SettableClock(Instant.EPOCH);

    @Test
    void aLeaseThatMayHaveEndedSinceTheDatabaseAnsweredIsLost() {
        PostgresSettings settings = new PostgresSettings(Postgres.url(), Postgres.newSchema(), null, null, 2);
        try (JdbcStore store = JdbcStore.postgresql(settings, InstantSource.system())) {
            store.open();
            Leases leases = store.leases().orElseThrow();
            Tenure tenure =
                    new LeaseHolder(leases, "one", steady).take("target").orElseThrow();
            assertThatCode(tenure::require).doesNotThrowAnyException();

            steady.advance(Duration.ofSeconds(10));

            assertThat(leases.holds(tenure.lease())).isTrue();
            assertThatThrownBy(tenure::require).isInstanceOf(LeaseLostException.class);
        }
    }
}
