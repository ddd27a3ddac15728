package io.github.bedrockbatch.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths that have names in place of some segments, such as {@code /jobs/{job_id}}. */
final class PathPattern {
    private final String text;
    private final List<String> segments;

    PathPattern(String text) {
        this.text = text;
        this.segments = segments(text);
    }

    /**
     * Matches a path.
     *
     * @param path as the client sent it, which is decoded segment by segment
     * @return the segments that have names here; empty if it does not match
     */
    Optional<Map<String, String>> match(String path) {
        List<String> values = segments(path);
        if (values.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int index = 0; index < values.size(); index++) {
            String segment = segments.get(index);
            String value = decode(values.get(index));
            if (segment.startsWith("{")) {
                variables.put(segment.substring(1, segment.length() - 1), value);
            } else if (!segment.equals(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    /** A plus sign is itself in a path. */
    private static String decode(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
