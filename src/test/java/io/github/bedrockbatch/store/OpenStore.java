package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.StoreException;
import java.nio.file.Path;

/**
 * Opens a store, in a file or in {@code memory}, in a process of its own: exits with 1 and the reason if it is refused. A second
 * argument lets it load SQLite before.
 */
final class OpenStore {
    private OpenStore() {}

    public static void main(String[] arguments) {
        if (arguments.length > 1) {
            SqliteDialect.load();
        }
        String path = arguments[0];
        try (JdbcStore store = path.equals("memory") ? JdbcStore.memory() : JdbcStore.sqlite(Path.of(path))) {
            store.open();
        } catch (StoreException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
