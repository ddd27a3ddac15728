package io.github.bedrockbatch.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request.
 *
 * @param path as it was sent, percent-encoded
 * @param query decoded; of a parameter that is there twice, the last one
 * @param target the header X-Amz-Target, else empty
 * @param sessionToken the header X-Amz-Security-Token, else empty
 */
record Request(
        String method,
        String path,
        Map<String, String> query,
        String target,
        String sessionToken,
        Caller caller,
        String body) {

    /** The fields of a query string or of a form. */
    static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ServiceException.validation("\"" + encoded + "\": not percent-encoded");
        }
    }
}
