package io.github.bedrockbatch.web;

import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer. */
@FunctionalInterface
public interface Body {
    /**
     * Writes all of it, and leaves the stream open.
     *
     * @throws IOException if the stream does
     */
    void writeTo(OutputStream out) throws IOException;
}
