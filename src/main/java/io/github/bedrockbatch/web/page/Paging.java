package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.web.query.Page;
import io.github.bedrockbatch.web.query.PageRequest;
import io.github.bedrockbatch.web.query.RefreshInterval;
import org.jspecify.annotations.Nullable;

/**
 * The links of one page of a list to others.
 *
 * @param first a link to the first page; null on it
 * @param next a link to the next page; null on the last
 * @param clear a link without a filter; null where there is none
 */
public record Paging(
        @Nullable String first,
        @Nullable String next,
        @Nullable String clear) {
    /** How many rows a page has. */
    static final int ROWS = 50;

    /** The parameter of the place after which a page begins. */
    static final String CURSOR = "cursor";

    /** Returns the request for as many rows as a page has, whatever limit is asked for. */
    static <T> PageRequest<T> request(PageRequest<T> asked) {
        return new PageRequest<>(ROWS, asked.after());
    }

    /**
     * Returns the links of the page that answers a request.
     *
     * @param query of this page
     * @param filtered whether there is a filter
     */
    static Paging of(QueryString query, PageRequest<?> request, Page<?> page, boolean filtered) {
        QueryString unpaged = query.without(CURSOR);
        return new Paging(
                request.after() == null ? null : unpaged.link(),
                page.nextCursor()
                        .map(cursor -> unpaged.with(CURSOR, cursor).link())
                        .orElse(null),
                filtered ? query.only(RefreshInterval.PARAMETER).link() : null);
    }
}
