package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import org.jspecify.annotations.Nullable;

/** An encoder that is made with its first line: making the JSON encoder takes longer than all else about logging. */
final class LazyEncoder extends EncoderBase<ILoggingEvent> {
    private final LogFormat format;
    private @Nullable Encoder<ILoggingEvent> encoder;

    LazyEncoder(LogFormat format) {
        this.format = format;
    }

    @Override
    public byte[] headerBytes() {
        return made().headerBytes();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return made().encode(event);
    }

    @Override
    public byte[] footerBytes() {
        return made().footerBytes();
    }

    private synchronized Encoder<ILoggingEvent> made() {
        if (encoder == null) {
            Encoder<ILoggingEvent> made = format.encoder();
            made.setContext(getContext());
            made.start();
            encoder = made;
        }
        return encoder;
    }
}
