package io.github.bedrockbatch.web.query;

import java.util.regex.Pattern;

/**
 * The place of a transition in the list of transitions, which has the newest first.
 *
 * @param number of its entry in the journal
 */
public record EntryCursor(long number) {
    /** A number, as a regular expression. */
    public static final String PATTERN = "[1-9][0-9]{0,17}";

    private static final Pattern TEXT = Pattern.compile(PATTERN);

    static EntryCursor parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw BadParameterException.ofCursor(text);
        }
        return new EntryCursor(Long.parseLong(text));
    }

    /** Returns what the client sends to go on from here. */
    public String text() {
        return Long.toString(number);
    }
}
