package io.github.bedrockbatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build of this program runs, as the build wrote it into the jar. */
public final class Version {
    private static final Properties BUILD = read();

    private Version() {}

    /** Returns the version, such as {@code 1.2.3}. */
    public static String get() {
        return BUILD.getProperty("version", "unknown");
    }

    /** Returns the commit that it was built from, 40 hexadecimal digits in Git; {@code unknown} where the build could not tell. */
    public static String revision() {
        return BUILD.getProperty("revision", "unknown");
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read from the jar", e);
        }
        return properties;
    }
}
