package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** How a log line looks. */
public enum LogFormat {
    /** One JSON object a line, for programs. */
    JSON,
    /** {@code key=value} pairs, for eyes. */
    LOGFMT;

    byte[] encode(ILoggingEvent event) {
        return switch (this) {
            case JSON -> JsonEncoder.encode(event);
            case LOGFMT -> LogfmtEncoder.encode(event);
        };
    }
}
