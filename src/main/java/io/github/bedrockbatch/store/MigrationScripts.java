package io.github.bedrockbatch.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The scripts of a dialect's migrations, {@code V1.sql} and so on.
 *
 * @param folder of the dialect, below the classes of this package
 */
record MigrationScripts(String folder) {
    /** Returns the statements of a step. */
    String read(long version) {
        String name = folder + "/V" + version + ".sql";
        try (InputStream in = MigrationScripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": must be below the classes of this package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
