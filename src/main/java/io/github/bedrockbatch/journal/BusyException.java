package io.github.bedrockbatch.journal;

import java.io.Serial;

/** The store is not asked, because too many ask it at a time. The message says so and what to do. */
public final class BusyException extends StoreException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BusyException(String message) {
        super(message);
    }
}
