package io.github.bedrockbatch.eventlog;

import java.io.IOException;

/** Where events are written. */
@FunctionalInterface
public interface EventSink {
    /**
     * Writes one event; when it returns, the event has left the process. It may block for as long as the reader of the
     * output does not read.
     *
     * @throws IOException if the event was not, or not wholly, written
     */
    void write(Event event) throws IOException;
}
