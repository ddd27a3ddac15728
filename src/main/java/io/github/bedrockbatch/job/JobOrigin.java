package io.github.bedrockbatch.job;

import java.util.Locale;

/** Why a job is watched. */
public enum JobOrigin {
    CONFIGURED,
    DISCOVERED;

    /** Returns the value of the {@code source} label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
