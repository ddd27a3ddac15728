package io.github.bedrockbatch.job;

import java.util.Map;
import java.util.TreeMap;

/**
 * The tags of a job, as far as AWS returns them. Texts that are longer than AWS allows, and tags beyond the maximum, are left out, because a tag
 * becomes part of a row and of a series.
 *
 * @param values by key
 */
public record JobTags(Map<String, String> values) {
    /** Of a job without tags. */
    public static final JobTags NONE = new JobTags(Map.of());

    /** AWS allows 50 tags that users set. Its own come on top. */
    private static final int MAX_TAGS = 100;

    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    public JobTags {
        values = bounded(values);
    }

    private static Map<String, String> bounded(Map<String, String> values) {
        Map<String, String> bounded = new TreeMap<>();
        new TreeMap<>(values).forEach((key, value) -> {
            boolean fits = !key.isEmpty() && key.length() <= MAX_KEY && value.length() <= MAX_VALUE;
            if (fits && bounded.size() < MAX_TAGS) {
                bounded.put(SharedText.of(key), SharedText.of(value));
            }
        });
        return Map.copyOf(bounded);
    }

    /** Returns whether no tag is known. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the value of a tag; an empty text without one. */
    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    /** Returns whether each of some tags is there with its value. */
    public boolean include(Map<String, String> wanted) {
        return values.entrySet().containsAll(wanted.entrySet());
    }
}
