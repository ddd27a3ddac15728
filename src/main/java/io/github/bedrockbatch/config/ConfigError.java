package io.github.bedrockbatch.config;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that is wrong in a configuration.
 *
 * @param key the path of the key, as {@code discovery[0].regions[1]}; empty when the file as a whole is meant
 * @param value the value as it stands in the file, shortened, escaped and without secrets; empty when there is none to show
 * @param rule what is allowed, and what to do
 * @param line the line in the file, from 1; 0 when it has none
 */
public record ConfigError(String key, String value, String rule, int line) {
    /** Returns the error as one line without the file's name: {@code 3: poll.interval: "2h": must be from 1s to 1h}. */
    @Override
    public String toString() {
        return Stream.of(line > 0 ? Integer.toString(line) : "", key, value, rule)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
    }
}
