package io.github.bedrockbatch.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes parts of URLs. */
final class Urls {
    private Urls() {}

    /** Returns a text as one segment of a path. */
    static String segment(String text) {
        return query(text).replace("+", "%20");
    }

    /** Returns a text as a name or a value in a query. */
    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
