package io.github.bedrockbatch.report;

import io.github.bedrockbatch.report.RunLog.Trouble;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong now, by name, so that each trouble is logged once for each change of its cause. Thread-safe. */
final class LogOnChange {
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final InstantSource clock;

    LogOnChange(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Returns whether this trouble was not there before, or had another cause.
     *
     * @param reason the cause in the words of now
     */
    boolean isNew(String name, String cause, String reason) {
        Trouble present = troubles.get(name);
        Instant since = present == null ? clock.instant() : present.since();
        troubles.put(name, new Trouble(cause, reason, since));
        return present == null || !present.cause().equals(cause);
    }

    /** Returns whether this trouble was there, and forgets it. */
    boolean isOver(String name) {
        return troubles.remove(name) != null;
    }

    /** Returns the trouble of a name, while there is one. */
    Optional<Trouble> trouble(String name) {
        return Optional.ofNullable(troubles.get(name));
    }
}
