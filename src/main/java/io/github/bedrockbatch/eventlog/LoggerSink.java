package io.github.bedrockbatch.eventlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes events to the logger {@value #LOGGER}. The logger's appender must write on the calling thread and throw
 * {@link UncheckedIOException} when it cannot. An appender that hides its errors, as Logback's own do, would let a failed write go
 * unnoticed.
 */
public final class LoggerSink implements EventSink {
    /** The name of the logger, which no log level silences. */
    public static final String LOGGER = "bedrock_batch.transitions";

    private final Logger logger;

    /** Writes to the logger {@value #LOGGER}. */
    public LoggerSink() {
        this(LoggerFactory.getLogger(LOGGER));
    }

    /** Writes to another logger. */
    public LoggerSink(Logger logger) {
        this.logger = logger;
    }

    @Override
    public void write(Event event) throws IOException {
        LoggingEventBuilder line = logger.atLevel(event.level());
        for (Map.Entry<String, Object> field : event.fields().entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        try {
            line.log(event.message());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
