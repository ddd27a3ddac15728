package io.github.bedrockbatch.journal;

import java.io.Serial;

/** The lease for what is being done is held no more: another process may be doing it, and this one has to stop. */
public final class LeaseLostException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public LeaseLostException(String lease) {
        super(lease + ": lease lost: another replica may hold it now");
    }
}
