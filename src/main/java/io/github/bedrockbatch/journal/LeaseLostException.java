package io.github.bedrockbatch.journal;

import java.io.Serial;

/** This process no longer holds the lease for what it does. Another process may hold it, so this one must stop. */
public final class LeaseLostException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public LeaseLostException(String lease) {
        super(lease + ": lease lost: another replica may hold it now");
    }
}
