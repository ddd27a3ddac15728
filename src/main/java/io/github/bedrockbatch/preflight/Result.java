package io.github.bedrockbatch.preflight;

import java.util.Locale;

/** The result of one check. */
public enum Result {
    /** AWS lets the daemon do it. */
    ALLOWED,
    /** AWS does not let the daemon do it. */
    DENIED,
    /** AWS gave no answer that tells: unreachable, throttled, or there is no such queue. */
    FAILED,
    /** It cannot be found out now without changing something, or because there is nothing to ask for. */
    UNKNOWN,
    /** It was not asked, because another check that it stands on was denied or failed. */
    NOT_ASKED;

    /** Returns the word in both outputs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the daemon would not see what it is configured to see. */
    boolean isBlind() {
        return this != ALLOWED && this != UNKNOWN;
    }
}
