package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JobStore;

final class SqliteMemoryTotalsTest extends TotalsContract {
    @Override
    JobStore create() {
        return JdbcStore.memory();
    }
}
