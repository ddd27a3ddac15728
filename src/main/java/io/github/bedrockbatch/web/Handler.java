package io.github.bedrockbatch.web;

import java.io.IOException;

/** Answers requests. */
@FunctionalInterface
public interface Handler {
    /**
     * Sends the answer.
     *
     * @throws IOException if the client has gone
     */
    void handle(Request request) throws IOException;
}
