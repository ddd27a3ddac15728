package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/** Sends an answer whose headers are set. */
final class Transmission {
    /** Of the JDK's server: 0 would announce a body of unknown length. */
    private static final int NO_BODY = -1;

    private Transmission() {}

    /**
     * Sends an answer, to a HEAD request only its headers. Without a body the server flushes them and reads the rest of the
     * request at once, so that this is watched as well.
     */
    static void send(HttpExchange exchange, int status, InputStream body, long length) throws IOException {
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        if (isHead) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
        }
        if (isHead || length == 0) {
            StallGuard.of(exchange).watched(() -> exchange.sendResponseHeaders(status, NO_BODY));
        } else {
            exchange.sendResponseHeaders(status, length);
            body.transferTo(exchange.getResponseBody());
        }
    }
}
