package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.config.Quoted;
import java.io.Serial;

/** A parameter of a request cannot be used. The message begins with the bad value and says what is allowed. */
public final class BadParameterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BadParameterException(String message) {
        super(message);
    }

    /** Makes one of a value that its parameter does not take. */
    public static BadParameterException of(String name, String value, String rule) {
        return new BadParameterException(Quoted.quote(value) + ": " + name + " " + rule);
    }

    static BadParameterException ofCursor(String value) {
        return of("cursor", value, "must be the next_cursor of an earlier page. Leave it out for the first page.");
    }
}
