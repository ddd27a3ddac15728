package io.github.bedrockbatch;

/** The account of the caller's own credentials is not known, so that nothing can be discovered in it. */
final class CallerUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallerUnknownException(String message) {
        super(message);
    }
}
