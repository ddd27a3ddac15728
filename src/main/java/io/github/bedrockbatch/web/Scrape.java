package io.github.bedrockbatch.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One scrape: lets the Prometheus client render it compressed into memory, a fifteenth of the text, then sends it. So a
 * client that reads slowly holds neither the text nor the snapshots that it was made of.
 */
final class Scrape implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {
    private static final String ENCODING = "Content-Encoding";
    private static final String GZIP = "gzip";
    private static final int LENGTH_BYTES = 4;

    private final HttpExchange exchange;
    private final Headers rendered = new Headers();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    Scrape(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Sends what was rendered, compressed or not as the client asks for. */
    void send() throws IOException {
        byte[] bytes = body.toByteArray();
        boolean compressed = rendered.containsKey(ENCODING);
        if (compressed && !HeaderList.takes(headers("Accept-Encoding"), GZIP)) {
            rendered.remove(ENCODING);
            try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                send(text, uncompressedLength(bytes));
            }
        } else {
            send(new ByteArrayInputStream(bytes), bytes.length);
        }
    }

    private void send(InputStream content, long length) throws IOException {
        exchange.getResponseHeaders().putAll(rendered);
        Answer.send(exchange, status, content, length);
    }

    /** Reads the last field of a gzip file. */
    private static long uncompressedLength(byte[] gzip) {
        int length = ByteBuffer.wrap(gzip, gzip.length - LENGTH_BYTES, LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return Integer.toUnsignedLong(length);
    }

    private List<String> headers(String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    @Override
    public PrometheusHttpRequest getRequest() {
        return this;
    }

    @Override
    public PrometheusHttpResponse getResponse() {
        return this;
    }

    @Override
    public @Nullable String getQueryString() {
        return exchange.getRequestURI().getRawQuery();
    }

    /** Hides the client's own debugging pages, which answer an unknown value with 500. */
    @Override
    public @Nullable String getParameter(String name) {
        return name.equals("debug") ? null : PrometheusHttpRequest.super.getParameter(name);
    }

    /** Asks for gzip whatever the client takes, and hides what it refuses. */
    @Override
    public Enumeration<String> getHeaders(String name) {
        List<String> wanted = switch (name) {
            case "Accept-Encoding" -> List.of(GZIP);
            case "Accept" -> HeaderList.wanted(headers(name));
            default -> headers(name);
        };
        return Collections.enumeration(wanted.isEmpty() ? List.of() : List.of(String.join(",", wanted)));
    }

    @Override
    public String getMethod() {
        return exchange.getRequestMethod();
    }

    @Override
    public String getRequestPath() {
        return exchange.getRequestURI().getPath();
    }

    @Override
    public void setHeader(String name, String value) {
        rendered.set(name, value);
    }

    @Override
    public OutputStream sendHeadersAndGetBody(int code, int contentLength) {
        status = code;
        return body;
    }

    @Override
    public void handleException(IOException e) throws IOException {
        throw e;
    }

    @Override
    public void handleException(RuntimeException e) {
        throw e;
    }

    /** Does nothing, because the server ends the exchange. */
    @Override
    public void close() {}
}
