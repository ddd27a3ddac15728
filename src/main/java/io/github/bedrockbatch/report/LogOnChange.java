package io.github.bedrockbatch.report;

import io.github.bedrockbatch.report.RunLog.Trouble;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** Logs the troubles that exist now, by name: once for each change of the cause, and when a trouble has recovered. Thread-safe. */
final class LogOnChange {
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final Logger log;
    private final InstantSource clock;

    LogOnChange(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Returns whether this trouble was not there before, or had another cause.
     *
     * @param reason the message of this occurrence, which is logged
     */
    boolean isNew(String name, String cause, String reason) {
        Trouble present = troubles.get(name);
        Instant now = clock.instant();
        troubles.put(name, new Trouble(cause, reason, present == null ? now : present.since(), now));
        return present == null || !present.cause().equals(cause);
    }

    /** Logs a trouble with the reason of this occurrence, if it is new or has another cause. */
    void failed(String name, String cause, String reason) {
        if (isNew(name, cause, reason)) {
            log.warn("{}: {}", name, reason);
        }
    }

    /** Forgets a trouble. Logs that it has recovered if there was one. */
    void succeeded(String name) {
        if (troubles.remove(name) != null) {
            log.info("{}: recovered", name);
        }
    }

    /** Forgets a trouble without a log line, because its subject no longer exists. */
    void forget(String name) {
        troubles.remove(name);
    }

    /** Returns the trouble of a name, while there is one. */
    Optional<Trouble> trouble(String name) {
        return Optional.ofNullable(troubles.get(name));
    }
}
