package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import java.util.function.Function;

/** How a log line looks. */
public enum LogFormat {
    /** One JSON object a line, for programs. */
    JSON,
    /** {@code key=value} pairs, for eyes. */
    LOGFMT;

    Function<ILoggingEvent, byte[]> encoder(Context context) {
        return switch (this) {
            case JSON -> JsonEncoders.started(context)::encode;
            case LOGFMT -> LogfmtEncoder::encode;
        };
    }
}
