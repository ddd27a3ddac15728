package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.JobStore;

final class PostgresTotalsTest extends TotalsContract {
    @Override
    JobStore create() {
        return new JdbcStore(PostgresServer.dialect(PostgresServer.newSchema()));
    }
}
