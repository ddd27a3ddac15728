package io.github.bedrockbatch.job;

import org.jspecify.annotations.Nullable;

/**
 * Lets equal texts be one object, because a hundred thousand jobs share a few regions, accounts, roles and models. It is a table
 * of fixed size without locks: what falls out of it is merely not shared.
 */
public final class SharedText {
    private static final int MAX_LENGTH = 256;
    private static final @Nullable String[] TABLE = new String[1024];

    private SharedText() {}

    /** Returns a text, as an object that was returned before where one is at hand. */
    public static String of(String text) {
        if (text.length() > MAX_LENGTH) {
            return text;
        }
        int place = (text.hashCode() * 0x9e3779b9) >>> 22;
        String shared = TABLE[place];
        if (shared != null && shared.equals(text)) {
            return shared;
        }
        TABLE[place] = text;
        return text;
    }

    static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }
}
