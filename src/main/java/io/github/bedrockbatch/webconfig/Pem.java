package io.github.bedrockbatch.webconfig;

import io.github.bedrockbatch.config.ConfigError;
import io.github.bedrockbatch.config.ConfigException;
import java.util.List;

/**
 * Text in PEM, of a file or of the web file itself, and where it is from.
 *
 * @param webFile the web file's name
 * @param key the path of the key that holds or names the text
 * @param line the line of the key's value in the web file
 * @param file the file's name; empty of a text that is in the web file
 */
public record Pem(String webFile, String key, int line, String file, String text) {
    /** Returns an error about the text, which shows none of it. */
    public ConfigException refused(String rule) {
        return new ConfigException(
                webFile, List.of(new ConfigError(key, file.isEmpty() ? "" : '"' + file + '"', rule, line)));
    }

    /** Returns where the text is from: the text may be a secret. */
    @Override
    public String toString() {
        return "Pem[" + key + (file.isEmpty() ? "" : "=" + file) + "]";
    }
}
