package io.github.bedrockbatch;

import io.github.bedrockbatch.config.StoreConfig;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.store.JdbcStore;

/** Makes the store that is configured, and opens none. */
final class Stores {
    private Stores() {}

    static JobStore of(StoreConfig config) {
        if (config.type() == StoreConfig.Type.POSTGRESQL) {
            throw new IllegalArgumentException("store.type: postgresql: is not supported yet");
        }
        JdbcStore.preloadSqlite();
        return config.type() == StoreConfig.Type.MEMORY ? JdbcStore.memory() : JdbcStore.sqlite(config.path());
    }
}
