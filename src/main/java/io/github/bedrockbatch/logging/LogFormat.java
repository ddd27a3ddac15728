package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;

/** How a log line looks. */
public enum LogFormat {
    /** One JSON object a line, for programs. */
    JSON,
    /** {@code key=value} pairs, for eyes. */
    LOGFMT;

    Encoder<ILoggingEvent> encoder() {
        return switch (this) {
            case JSON -> JsonEncoders.create();
            case LOGFMT -> new LogfmtEncoder();
        };
    }
}
