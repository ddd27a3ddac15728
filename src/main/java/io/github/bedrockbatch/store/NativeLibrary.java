package io.github.bedrockbatch.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native library, which the driver unpacks into the temporary folder and leaves there when the JVM is halted.
 * Here it is unpacked into a folder of our own, which is deleted once the library is loaded: the system keeps a file in use.
 */
final class NativeLibrary {
    private static final String PREFIX = "bedrock-batch-exporter-sqlite-";
    private static final String LIBRARY_FOLDER = "org.sqlite.lib.path";
    private static final String TEMPORARY_FOLDER = "org.sqlite.tmpdir";
    /** Longer than any start takes. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private static boolean done;

    private NativeLibrary() {}

    /** Loads it once. What goes wrong is left to the driver, which says so when a file is opened. */
    static synchronized void load() {
        if (done || System.getProperty(LIBRARY_FOLDER) != null || System.getProperty(TEMPORARY_FOLDER) != null) {
            return;
        }
        done = true;
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            Path ours = Files.createTempDirectory(temporary, PREFIX);
            unpackInto(ours);
            delete(ours);
            sweep(temporary, Instant.now());
        } catch (IOException e) {
            // The driver meets the same, or the next start sweeps.
            return;
        }
    }

    /** Returns whether it could not be loaded. The driver says so once. After that it throws an UnsatisfiedLinkError. */
    static boolean isMissing(SQLException failure) {
        return failure.getCause() instanceof NativeLibraryNotFoundException;
    }

    /** Returns what users are told when it cannot be loaded. */
    static StoreException missing(String store, Throwable cause) {
        return new StoreException(
                store + ": cannot be opened, must be able to load SQLite's native library: set the system property "
                        + TEMPORARY_FOLDER
                        + " to a folder that this user may write and from which programs may be run ("
                        + cause.getMessage() + ")",
                cause);
    }

    private static void unpackInto(Path folder) {
        System.setProperty(TEMPORARY_FOLDER, folder.toString());
        try {
            boolean loaded = SQLiteJDBCLoader.initialize();
            assert loaded;
        } catch (Exception toldByOpen) {
            // Whoever opens a file meets the same, and says what to do.
            return;
        } finally {
            System.clearProperty(TEMPORARY_FOLDER);
        }
    }

    /** Deletes what starts have left that were killed on their way. */
    static void sweep(Path temporary, Instant now) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : folders) {
                Instant made = Files.getLastModifiedTime(folder, NOFOLLOW_LINKS).toInstant();
                if (Files.isDirectory(folder, NOFOLLOW_LINKS)
                        && made.plus(ABANDONED).isBefore(now)) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
