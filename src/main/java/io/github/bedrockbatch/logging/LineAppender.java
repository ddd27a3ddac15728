package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way of ordinary lines to the output; one that cannot be written is lost. */
class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final LogFormat format;
    private final LineOutput output;
    private @Nullable Function<ILoggingEvent, byte[]> encoder;

    LineAppender(LogFormat format, LineOutput output) {
        this.format = format;
        this.output = output;
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = encode(event);
        if (line.length == 0) {
            throw new UncheckedIOException(new IOException("a log event could not be encoded"));
        }
        try {
            output.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the encoder with the first line, because making the JSON encoder takes longer than all else about logging. */
    private synchronized byte[] encode(ILoggingEvent event) {
        if (encoder == null) {
            encoder = format.encoder(getContext());
        }
        return encoder.apply(event);
    }
}
