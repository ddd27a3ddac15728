package io.github.bedrockbatch.watch;

/** The account of the caller's own credentials is not known, so that nothing can be discovered in it. */
public final class CallerUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CallerUnknownException(String message) {
        super(message);
    }
}
