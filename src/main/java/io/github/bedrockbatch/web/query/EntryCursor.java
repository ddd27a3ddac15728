package io.github.bedrockbatch.web.query;

/**
 * The place of a transition in the list of transitions, which has the newest first.
 *
 * @param number of its entry in the journal
 */
public record EntryCursor(long number) {
    static EntryCursor parse(String text) {
        try {
            long number = Long.parseLong(OpaqueText.decode(text));
            if (number > 0) {
                return new EntryCursor(number);
            }
        } catch (NumberFormatException e) {
            throw OpaqueText.refused(text);
        }
        throw OpaqueText.refused(text);
    }

    /** Returns what the client sends to go on from here. */
    public String text() {
        return OpaqueText.encode(Long.toString(number));
    }
}
