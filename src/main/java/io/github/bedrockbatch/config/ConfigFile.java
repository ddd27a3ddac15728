package io.github.bedrockbatch.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The file that holds the configuration, which can be read again and again. Thread-safe. */
public final class ConfigFile {
    /** Bounds what is read of a file that is named by mistake. */
    private static final int MAX_BYTES = 4 << 20;

    private static final String NONE = "no regular file";
    private static final String UNREADABLE = "unreadable";

    private final Path path;
    private final ConfigLoader loader;
    private final Map<String, String> environment;
    private volatile boolean required;

    /**
     * Names a file without reading it.
     *
     * @param required whether a missing file is an error. Otherwise the configuration is empty as long as the file was never there
     * @param environment what {@code ${NAME}} in a value stands for
     */
    public ConfigFile(Path path, boolean required, ConfigLoader loader, Map<String, String> environment) {
        this.path = path;
        this.required = required;
        this.loader = loader;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads the file. Once it was there, a missing file is an error, because an empty configuration would watch something else.
     *
     * @throws ConfigException when the file is missing, unreadable or wrong, with all that is
     */
    public Configuration load() throws ConfigException {
        if (!required && !Files.exists(path)) {
            return Configuration.defaults();
        }
        required = true;
        return loader.load(path, environment);
    }

    /** Reads what the file holds now, and what those files hold that {@code configuration} names: CA bundle and password. */
    public Contents contents(Configuration configuration) {
        Map<Path, String> digests = new LinkedHashMap<>();
        Stream.of(
                        Stream.of(path),
                        configuration.aws().caBundle().stream(),
                        configuration.store().passwordFile().stream())
                .flatMap(paths -> paths)
                .forEach(file -> digests.computeIfAbsent(file, ConfigFile::digest));
        return new Contents(digests);
    }

    /** Returns a hash of what the file holds. A pipe is not read, because that would empty it. */
    private static String digest(Path file) {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(stream.readNBytes(MAX_BYTES)));
        } catch (IOException e) {
            return UNREADABLE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** What files held at a moment, as hashes. Equal if they held the same. */
    public record Contents(Map<Path, String> digests) {
        /** Those of no file. */
        public static final Contents NONE = new Contents(Map.of());

        public Contents {
            digests = Map.copyOf(digests);
        }

        /** Returns the same with the hashes of an earlier moment for the files that {@code earlier} has too. */
        public Contents since(Contents earlier) {
            Map<Path, String> merged = new LinkedHashMap<>(digests);
            merged.replaceAll((file, digest) -> earlier.digests.getOrDefault(file, digest));
            return new Contents(merged);
        }
    }
}
