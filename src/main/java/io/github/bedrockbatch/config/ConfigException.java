package io.github.bedrockbatch.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used. The message has one line for each error. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigError> errors;

    /**
     * Collects errors of one file.
     *
     * @param name the file's name, which begins each line of the message
     * @param errors all that is wrong, at least one
     */
    public ConfigException(String name, List<ConfigError> errors) {
        super(errors.stream()
                .map(error -> name + (error.line() > 0 ? ":" : ": ") + error)
                .collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** Returns all errors, in the order of the lines they stand on. */
    public List<ConfigError> errors() {
        return errors;
    }
}
