package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import org.junit.jupiter.api.Test;

final class SqliteMemoryTest extends JobStoreContract {
    @Override
    JobStore create() {
        return JdbcStore.memory();
    }

    @Test
    void whatItHoldsIsGoneOnceItIsClosed() {
        store.record(cycle(running(1)));
        store.close();

        assertThatThrownBy(() -> store.changesSince(0))
                .isInstanceOf(StoreException.class)
                .hasMessage("store.type: memory: must be open: it was closed or never opened");
        store.open();
        assertThat(store.changesSince(0).head()).isZero();
    }

    @Test
    void twoStoresShareNothing() {
        try (JobStore other = JdbcStore.memory()) {
            other.open();
            other.record(cycle(running(1)));

            assertThat(store.changesSince(0).head()).isZero();
        }
    }
}
