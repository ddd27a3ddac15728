package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The way of event lines to the output: on the caller's thread, and a failure is thrown at who logs. */
final class EventAppender extends LineAppender {
    EventAppender(LogFormat format, LineOutput output) {
        super(format, output);
    }

    /** Leaves out what Logback puts around {@link #append}, which swallows exceptions. */
    @Override
    public void doAppend(ILoggingEvent event) {
        if (!isStarted()) {
            throw new UncheckedIOException(new IOException("logging has ended"));
        }
        append(event);
    }
}
