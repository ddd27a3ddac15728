package io.github.bedrockbatch.aws;

import java.io.Serial;

/** Says that AWS cannot be reached as it is configured, and what to change. */
public final class AwsConfigurationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public AwsConfigurationException(String message) {
        super(message);
    }

    public AwsConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
