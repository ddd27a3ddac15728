package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The way of ordinary lines to the output; one that cannot be written is lost. */
class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> encoder;
    private final LineOutput output;

    LineAppender(Encoder<ILoggingEvent> encoder, LineOutput output) {
        this.encoder = encoder;
        this.output = output;
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = encoder.encode(event);
        if (line.length == 0) {
            throw new UncheckedIOException(new IOException("a log event could not be encoded"));
        }
        try {
            output.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
