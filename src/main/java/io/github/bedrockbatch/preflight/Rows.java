package io.github.bedrockbatch.preflight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one target while AWS is asked, in the order in which they were expected. What AWS has answered when the time is over
 * counts, and only the rest is unknown. Safe for use by several threads.
 */
final class Rows {
    private record Key(String target, String action) {}

    private final Map<Key, Check> checks = new LinkedHashMap<>();
    private final String late;

    /** @param late what is said of a question that has no answer yet */
    Rows(String late) {
        this.late = late;
    }

    /** Adds a row for a question whose answer is to come. */
    void expect(Question question) {
        add(question.unknown(late));
    }

    /** Adds a row, in the place of the one that was expected. */
    synchronized void add(Check check) {
        checks.put(new Key(check.target(), check.action()), check);
    }

    /** Returns the rows as they are now. */
    synchronized List<Check> checks() {
        return List.copyOf(checks.values());
    }
}
