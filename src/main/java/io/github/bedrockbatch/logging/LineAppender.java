package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The way of ordinary lines to the output; one that cannot be written is lost. */
class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final LogFormat format;
    private final LineOutput output;

    LineAppender(LogFormat format, LineOutput output) {
        this.format = format;
        this.output = output;
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            output.write(format.encode(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
