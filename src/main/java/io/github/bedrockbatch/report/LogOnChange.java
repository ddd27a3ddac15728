package io.github.bedrockbatch.report;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong now, by name, so that each trouble is said once for each change of its cause. */
final class LogOnChange {
    private final Map<String, String> causes = new ConcurrentHashMap<>();

    /** Whether this trouble was not there before, or had another cause. */
    boolean isNew(String name, String cause) {
        return !cause.equals(causes.put(name, cause));
    }

    /** Whether this trouble was there, and is no more. */
    boolean isOver(String name) {
        return causes.remove(name) != null;
    }
}
