package io.github.bedrockbatch.webconfig;

import io.github.bedrockbatch.config.ConfigError;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A web file and the files of certificates and keys that it names. It is read as often as they change, which their stamps tell. Not
 * thread-safe.
 */
public final class WebFile {
    public static final String FLAG = "--web.config.file";

    private static final String REMEDY = "remove what does not belong there";

    /** More than what is read of a file that is refused as too large. */
    private static final int MAX_LENGTH = 2 << 20;

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

    /** Takes the stamp before the text, so that a change between the two is seen at the next look. */
    private static String read(Path path, String name, Map<Path, String> stamps) throws ConfigException {
        stamps.put(path, stamp(path));
        return YamlFile.read(path, name, REMEDY);
    }

    /** Returns a digest of the content: times are too coarse to tell two writes apart. */
    private static String stamp(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] content = stream.readNBytes(MAX_LENGTH);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (IOException e) {
            return "not there";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
