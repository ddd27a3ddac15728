package io.github.bedrockbatch.config;

import java.io.Serial;

/** Says why a configuration without an error of its own cannot be put to work here, and what to change. */
public final class UnusableConfigurationException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    public UnusableConfigurationException(String message) {
        super(message);
    }
}
