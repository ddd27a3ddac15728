package io.github.bedrockbatch.web;

import java.io.Serial;

/** The server cannot listen; the message says where, why and what to do, in one line. */
public final class WebException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public WebException(String message, Throwable cause) {
        super(message, cause);
    }
}
