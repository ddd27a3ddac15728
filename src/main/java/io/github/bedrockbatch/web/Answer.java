package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A whole answer to a request. */
record Answer(int status, String contentType, String body) {
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_SECONDS = "5";
    /** Of the JDK's server: 0 would announce a body of unknown length. */
    private static final int NO_BODY = -1;

    static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text + "\n");
    }

    static Answer html(String html) {
        return new Answer(200, "text/html; charset=utf-8", html);
    }

    /** Returns an answer that asks to try again in a few seconds. */
    static Answer unavailable(String reason) {
        return text(UNAVAILABLE, reason);
    }

    /** Sends this answer. */
    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (status == UNAVAILABLE) {
            exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
        }
        send(exchange, status, new ByteArrayInputStream(bytes), bytes.length);
    }

    /**
     * Sends an answer whose headers are set, to a HEAD request only its headers. Without a body the server flushes them and reads
     * the rest of the request at once, so that this is watched as well. The body is flushed before the exchange ends, because a
     * connection that breaks at its end stays counted by the server.
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
        exchange.getResponseBody().flush();
    }
}
