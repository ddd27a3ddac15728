package io.github.bedrockbatch;

import io.github.bedrockbatch.config.StoreConfig;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.store.MemoryStore;
import java.nio.file.Path;

/** Makes the store that is configured, and opens none. */
final class Stores {
    private Stores() {}

    static JobStore of(StoreConfig config) {
        return switch (config.type()) {
            case SQLITE -> sqlite(config.path());
            case MEMORY -> new MemoryStore();
            case POSTGRESQL -> throw new IllegalArgumentException("store.type: postgresql: is not supported yet");
        };
    }

    private static JobStore sqlite(Path path) {
        JdbcStore.preloadSqlite();
        return JdbcStore.sqlite(path);
    }
}
