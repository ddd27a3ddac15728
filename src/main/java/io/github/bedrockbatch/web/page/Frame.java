package io.github.bedrockbatch.web.page;

import org.jspecify.annotations.Nullable;

/**
 * What all pages have around what they show.
 *
 * @param title of the document
 * @param root the way from the page to the root of the pages, relative, as a proxy may serve them under a prefix
 * @param section the path of the section of the navigation in which the page is; empty for the fleet
 * @param version of the program
 * @param now when the page was made
 * @param stale how old it is what is shown; null if it is up to date
 */
public record Frame(
        String title,
        String root,
        String section,
        String version,
        Moment now,
        @Nullable String stale,
        Refresh refresh) {
    /** The root for a page at the top. */
    static final String TOP = "./";

    /** The root for the page of a job. */
    static final String JOB = "../../../";

    /** Returns what tells a screen reader that a link of the navigation leads to the page that is shown; null if it does not. */
    public @Nullable String current(String other) {
        return section.equals(other) ? "page" : null;
    }
}
