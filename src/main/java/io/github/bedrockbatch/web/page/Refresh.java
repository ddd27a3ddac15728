package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.web.query.BadParameterException;
import io.github.bedrockbatch.web.query.Parameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page asks the browser to load it again.
 *
 * @param seconds after which it does; null if it does not
 * @param link to the same page that does if this one does not, or the other way round
 */
public record Refresh(@Nullable Integer seconds, String link) {
    /** The parameter. */
    static final String PARAMETER = "refresh";

    /** What a page offers. */
    static final int DEFAULT_SECONDS = 15;

    private static final int MIN_SECONDS = 5;
    private static final int MAX_SECONDS = 3600;
    private static final int MAX_DIGITS = 4;

    /** A page that is not loaded again, and does not offer it. */
    static final Refresh NONE = new Refresh(null, "");

    /**
     * Reads the parameter.
     *
     * @param others the other parameters of the page
     * @throws BadParameterException if the time is too short or too long
     */
    static Refresh of(Parameters parameters, QueryString others) {
        Optional<Integer> seconds = parameters.one(PARAMETER).map(Refresh::seconds);
        return seconds.map(asked -> new Refresh(asked, others.link()))
                .orElseGet(() -> new Refresh(
                        null,
                        others.with(PARAMETER, Integer.toString(DEFAULT_SECONDS))
                                .link()));
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

    /** Returns a query that leads to pages which do as this one. */
    QueryString keptIn(QueryString query) {
        return seconds == null ? query : query.with(PARAMETER, seconds.toString());
    }

    /** Returns whether the page offers the one or the other. */
    public boolean isOffered() {
        return !link.isEmpty();
    }
}
