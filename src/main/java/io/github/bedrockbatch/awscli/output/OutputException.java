package io.github.bedrockbatch.awscli.output;

/** An answer that cannot be shown in the format that was asked for. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutputException(String message) {
        super(message);
    }
}
