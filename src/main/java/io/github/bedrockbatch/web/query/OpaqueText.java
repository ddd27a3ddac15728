package io.github.bedrockbatch.web.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text that fits into a URL as it is, and that nobody is to read anything out of. */
final class OpaqueText {
    private OpaqueText() {}

    static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String decode(String opaque) {
        try {
            return new String(Base64.getUrlDecoder().decode(opaque), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused(opaque);
        }
    }

    static BadParameterException refused(String opaque) {
        return BadParameterException.of(
                "cursor", opaque, "must be a next_cursor of an earlier page; leave it out for the first page");
    }
}
