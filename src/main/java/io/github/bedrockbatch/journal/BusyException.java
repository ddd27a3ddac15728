package io.github.bedrockbatch.journal;

import java.io.Serial;

/** A read of the store was refused, because too many reads are under way. The message says what to do. */
public final class BusyException extends StoreException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BusyException(String message) {
        super(message);
    }
}
