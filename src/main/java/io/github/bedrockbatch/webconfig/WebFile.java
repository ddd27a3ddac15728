package io.github.bedrockbatch.webconfig;

import io.github.bedrockbatch.config.ConfigError;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A web file, and the certificates and keys that it names. It is read again when the stamps of these files change. Not thread-safe.
 */
public final class WebFile {
    public static final String FLAG = "--web.config.file";

    private static final String REMEDY = "remove what does not belong there";

    /** The stamp of what is not there, is no regular file, or may not be read. */
    private static final String UNREADABLE = "unreadable";

    private final Path file;
    private Map<Path, String> stamps = Map.of();

    public WebFile(Path file) {
        this.file = file;
    }

    /**
     * Reads it and all that it names.
     *
     * @throws ConfigException when something cannot be read or is wrong, with all that is
     */
    public WebConfig read() throws ConfigException {
        Map<Path, String> found = new LinkedHashMap<>();
        try {
            String text = read(file, FLAG, found);
            WebConfigReader reader = new WebConfigReader(file, (path, key) -> read(path, key, found));
            return YamlFile.parse(text, file.toString(), WebRedaction::redact, reader::read);
        } finally {
            stamps = found;
        }
    }

    /** Returns the stamps of the files as they were read. */
    public Map<Path, String> stamps() {
        return Map.copyOf(stamps);
    }

    /** Returns the stamps that the same files have now. */
    public Map<Path, String> look() {
        Map<Path, String> now = new LinkedHashMap<>();
        stamps.keySet().forEach(path -> now.put(path, stamp(path)));
        return now;
    }

    /** Returns an error about a key that has no line to show. */
    public ConfigException refused(String key, String rule) {
        return new ConfigException(file.toString(), List.of(new ConfigError(key, "", rule, 0)));
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** Reads a file once, so that the stamp is that of the text. */
    private static String read(Path path, String name, Map<Path, String> stamps) throws ConfigException {
        stamps.put(path, UNREADABLE);
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new ConfigException(
                    path.toString(),
                    List.of(new ConfigError(
                            "",
                            "",
                            "must be a regular file, because it is read again when it changes; copy it to one",
                            0)));
        }
        byte[] content = YamlFile.bytes(path, name);
        stamps.put(path, digest(content));
        return YamlFile.text(content, path, REMEDY);
    }

    /** Returns what tells whether a file has changed. One that would have to be waited for is not opened. */
    private static String stamp(Path path) {
        try {
            return Files.isRegularFile(path) ? digest(YamlFile.bytes(path, FLAG)) : UNREADABLE;
        } catch (ConfigException e) {
            return UNREADABLE;
        }
    }

    /** Returns a digest of the content: times are too coarse to tell two writes apart. */
    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
