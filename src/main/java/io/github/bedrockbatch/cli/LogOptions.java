package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.logging.LogFormat;
import io.github.bedrockbatch.logging.Logging;
import java.util.List;
import org.slf4j.event.Level;

/** How much is logged, and how it looks. */
final class LogOptions {
    private final Flag level = Flag.of(
            "--log.level",
            "LEVEL",
            "info",
            "error, warn, info, debug or trace. Transition events are written at every level.");

    private final Flag format = Flag.of("--log.format", "FORMAT", "json", "Format of log lines: json or logfmt.");

    List<Flag> all() {
        return List.of(level, format);
    }

    /**
     * Checks the values, before anything is begun.
     *
     * @throws IllegalArgumentException if one is not valid
     */
    void check() {
        level.value(Level.class);
        format.value(LogFormat.class);
    }

    Logging start() {
        return Logging.start(level.value(Level.class), format.value(LogFormat.class));
    }
}
