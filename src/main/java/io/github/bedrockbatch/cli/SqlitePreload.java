package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.store.JdbcStore;
import java.util.concurrent.Callable;

/** Loads SQLite's native library beside a start, which would wait for it otherwise. */
final class SqlitePreload {
    private SqlitePreload() {}

    /** Runs a daemon to its end. If its start fails, the exit waits for the library, which is unpacked in the temporary folder. */
    static int beside(Callable<Integer> daemon) throws Exception {
        JdbcStore.preloadSqlite();
        try {
            return daemon.call();
        } catch (Exception e) {
            await();
            throw e;
        }
    }

    /** Waits until the library is loaded and what was unpacked is deleted: a store in memory is open only then. */
    private static void await() {
        try (JobStore store = JdbcStore.memory()) {
            store.open();
        } catch (StoreException unloadable) {
            // Nothing is left to wait for.
            return;
        }
    }
}
