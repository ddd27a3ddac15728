package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpExchange;
import io.github.bedrockbatch.web.query.RefreshInterval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A whole answer to a request.
 *
 * @param headers besides that of the content's type
 */
public record Answer(int status, String contentType, String body, Map<String, String> headers) {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_SECONDS = "5";
    /** Lengths as the JDK's server takes them. */
    private static final int UNKNOWN_LENGTH = 0;

    private static final int NO_BODY = -1;

    public Answer {
        headers = Map.copyOf(headers);
    }

    public Answer(int status, String contentType, String body) {
        this(status, contentType, body, Map.of());
    }

    /** Returns an answer in plain text. */
    public static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text + "\n");
    }

    /** Returns a page. */
    public static Answer html(int status, String html) {
        return new Answer(status, "text/html; charset=utf-8", html);
    }

    /** Returns an answer that asks to try again in a few seconds. */
    static Answer unavailable(String reason) {
        return text(UNAVAILABLE, reason);
    }

    /** Returns this answer with another header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, more);
    }

    /** Sends this answer. */
    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (status == UNAVAILABLE) {
            exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
            // A page that is loaded again and again would not be after one answer without this.
            RefreshInterval.understood(exchange.getRequestURI().getRawQuery())
                    .ifPresent(seconds -> exchange.getResponseHeaders().set("Refresh", seconds.toString()));
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        send(exchange, status, out -> out.write(bytes), bytes.length);
    }

    /** Sends an answer of success and of unknown length whose headers are set, to a HEAD request only its headers. */
    static void send(HttpExchange exchange, Body body) throws IOException {
        if (isHead(exchange)) {
            sendHeaders(exchange, OK);
        } else {
            sendBody(exchange, OK, body, UNKNOWN_LENGTH);
        }
    }

    /** Sends an answer whose headers are set, to a HEAD request only its headers. */
    static void send(HttpExchange exchange, int status, Body body, long length) throws IOException {
        if (isHead(exchange)) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
        }
        if (isHead(exchange) || length == 0) {
            sendHeaders(exchange, status);
        } else {
            sendBody(exchange, status, body, length);
        }
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    /** Without a body the server flushes the headers and reads the rest of the request at once, so that this is watched as well. */
    private static void sendHeaders(HttpExchange exchange, int status) throws IOException {
        StallGuard.of(exchange).watched(() -> exchange.sendResponseHeaders(status, NO_BODY));
        exchange.getResponseBody().flush();
    }

    /** The body is flushed before the exchange ends, because a connection that breaks at its end stays counted by the server. */
    private static void sendBody(HttpExchange exchange, int status, Body body, long length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        body.writeTo(exchange.getResponseBody());
        exchange.getResponseBody().flush();
    }
}
