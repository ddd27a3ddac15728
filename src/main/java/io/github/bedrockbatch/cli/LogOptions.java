package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.logging.LogFormat;
import io.github.bedrockbatch.logging.Logging;
import org.slf4j.event.Level;
import picocli.CommandLine.Option;

/** How much is logged, and how it looks. */
final class LogOptions {
    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description =
                    "error, warn, info, debug or trace; transition events are written at each. Default: ${DEFAULT-VALUE}.")
    private Level level = Level.INFO;

    @Option(
            names = "--log.format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json or logfmt. Default: ${DEFAULT-VALUE}.")
    private LogFormat format = LogFormat.JSON;

    Logging start() {
        return Logging.start(level, format);
    }
}
