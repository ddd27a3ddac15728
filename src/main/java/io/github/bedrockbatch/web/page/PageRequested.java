package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.query.Parameters;

/**
 * A request for a page that can be made.
 *
 * @param parameters all of which are known, and without those that a form sent empty
 * @param query the same, for links
 */
record PageRequested(Fleet fleet, Section section, Parameters parameters, QueryString query, Refresh refresh) {
    /** Returns what is around the page. */
    Frame frame(String title) {
        return Frame.of(section, Quoted.visible(title), fleet, refresh);
    }
}
