package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.web.Fleet;
import org.jspecify.annotations.Nullable;

/**
 * What all pages have around what they show.
 *
 * @param title of the document
 * @param root the way from the page to the root of the pages
 * @param section the path of the link of the navigation that leads here
 * @param version of the program; null before the state is restored
 * @param now when the page was made; null before the state is restored
 * @param stale how old it is what is shown; null if it is up to date
 */
public record Frame(
        String title,
        String root,
        String section,
        @Nullable String version,
        @Nullable Moment now,
        @Nullable String stale,
        Refresh refresh) {
    /** Returns the frame of a page before the state is restored. */
    static Frame of(Section section, String title) {
        return new Frame(title, section.root(), section.path(), null, null, null, Refresh.NONE);
    }

    static Frame of(Section section, String title, Fleet fleet, Refresh refresh) {
        Fleet.Exporter exporter = fleet.exporter();
        return new Frame(
                title,
                section.root(),
                section.path(),
                exporter.version(),
                Moment.of(fleet.time(), fleet.time()),
                exporter.viewAge().isZero() ? null : Phrases.span(exporter.viewAge()),
                refresh);
    }

    /** Returns the frame of the same page at another place. */
    Frame at(String otherRoot) {
        return new Frame(title, otherRoot, section, version, now, stale, refresh);
    }

    /** Returns what tells a screen reader that a link of the navigation leads to what is shown; null if it does not. */
    public @Nullable String current(String other) {
        return section.equals(other) ? "page" : null;
    }

    /** Returns the link to the stylesheet. */
    public String style() {
        return root + Asset.STYLE.link();
    }

    /** Returns the link to the icon. */
    public String icon() {
        return root + Asset.ICON.link();
    }
}
