package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.logging.LogFormat;
import io.github.bedrockbatch.logging.Logging;
import java.util.List;
import org.slf4j.event.Level;
import picocli.CommandLine.Model.OptionSpec;

/** How much is logged, and how it looks. */
final class LogOptions {
    private final OptionSpec level = OptionSpec.builder("--log.level")
            .paramLabel("LEVEL")
            .type(Level.class)
            .defaultValue("info")
            .description(
                    "error, warn, info, debug or trace; transition events are written at each. Default: ${DEFAULT-VALUE}.")
            .build();

    private final OptionSpec format = OptionSpec.builder("--log.format")
            .paramLabel("FORMAT")
            .type(LogFormat.class)
            .defaultValue("json")
            .description("json or logfmt. Default: ${DEFAULT-VALUE}.")
            .build();

    List<OptionSpec> all() {
        return List.of(level, format);
    }

    Logging start() {
        return Logging.start(level.getValue(), format.getValue());
    }
}
