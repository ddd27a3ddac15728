package io.github.bedrockbatch.web.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** After how many seconds a browser is asked to load what it asked for again. */
public final class RefreshInterval {
    /** The parameter that says so. */
    public static final String PARAMETER = "refresh";

    private static final int MIN_SECONDS = 5;
    private static final int MAX_SECONDS = 3600;
    private static final int MAX_DIGITS = 4;

    private RefreshInterval() {}

    /**
     * Returns what parameters ask for; empty for none.
     *
     * @throws BadParameterException if the time is too short or too long
     */
    public static Optional<Integer> of(Parameters parameters) {
        return parameters.one(PARAMETER).map(RefreshInterval::seconds);
    }

    /** Returns what a query asks for; empty for none, and where it is not understood. */
    public static Optional<Integer> understood(@Nullable String query) {
        try {
            return of(Parameters.parse(query).withoutEmpty());
        } catch (BadParameterException e) {
            return Optional.empty();
        }
    }

    private static int seconds(String text) {
        boolean digits = text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int seconds = digits ? Integer.parseInt(text) : 0;
        if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
            throw BadParameterException.of(
                    PARAMETER, text, "must be a whole number of seconds from " + MIN_SECONDS + " to " + MAX_SECONDS);
        }
        return seconds;
    }
}
