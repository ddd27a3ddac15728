package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.web.query.Parameters;
import io.github.bedrockbatch.web.query.RefreshInterval;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page asks the browser to load it again.
 *
 * @param seconds after which it does; null if it does not
 * @param link to the same page that does if this one does not, or the other way round
 */
public record Refresh(@Nullable Integer seconds, String link) {
    /** What a page offers. */
    static final int DEFAULT_SECONDS = 15;

    /** A page that is not loaded again, and does not offer it. */
    static final Refresh NONE = new Refresh(null, "");

    /**
     * Reads the parameter.
     *
     * @param others the other parameters of the page
     * @throws io.github.bedrockbatch.web.query.BadParameterException if the time is too short or too long
     */
    static Refresh of(Parameters parameters, QueryString others) {
        Optional<Integer> seconds = RefreshInterval.of(parameters);
        return seconds.map(asked -> new Refresh(asked, others.link()))
                .orElseGet(() -> new Refresh(
                        null,
                        others.with(RefreshInterval.PARAMETER, Integer.toString(DEFAULT_SECONDS))
                                .link()));
    }

    /** Returns a query that leads to pages which do as this one. */
    QueryString keptIn(QueryString query) {
        return seconds == null ? query : query.with(RefreshInterval.PARAMETER, seconds.toString());
    }

    /** Returns whether the page offers the one or the other. */
    public boolean isOffered() {
        return !link.isEmpty();
    }
}
