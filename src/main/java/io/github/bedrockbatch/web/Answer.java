package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A whole answer to a request. */
record Answer(int status, String contentType, String body) {
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_SECONDS = "5";

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

    /** Sends it; to a HEAD request only its headers. */
    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (status == UNAVAILABLE) {
            exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
        }
        Transmission.send(exchange, status, new ByteArrayInputStream(bytes), bytes.length);
    }
}
