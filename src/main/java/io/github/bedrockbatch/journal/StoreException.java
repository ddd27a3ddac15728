package io.github.bedrockbatch.journal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The store cannot be used. The message says why and what to do. */
public sealed class StoreException extends RuntimeException permits BusyException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
