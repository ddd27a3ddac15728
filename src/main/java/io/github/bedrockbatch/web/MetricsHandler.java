package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Sends metrics as they are written, compressed or not as the client asks for. The response is not assembled in memory. What was
 * collected is held until the client has received everything.
 */
final class MetricsHandler implements HttpHandler {
    private static final String GZIP = "gzip";
    private static final Pattern AND = Pattern.compile("&");
    private static final Pattern NAME = Pattern.compile("name(?:\\[]|%5[Bb]%5[Dd])=");

    private final MetricsPage page;
    private final Supplier<Optional<String>> obstacle;

    MetricsHandler(MetricsPage page, Supplier<Optional<String>> obstacle) {
        this.page = page;
        this.obstacle = obstacle;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<String> trouble = obstacle.get();
        if (trouble.isPresent()) {
            Answer.unavailable(trouble.get()).send(exchange);
        } else {
            send(exchange);
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        List<String> accepted = HeaderList.wanted(headers(exchange, "Accept"));
        MetricsPage.Content content =
                page.collect(accepted.isEmpty() ? null : String.join(",", accepted), names(exchange));
        exchange.getResponseHeaders().set("Content-Type", content.type());
        if (HeaderList.takes(headers(exchange, "Accept-Encoding"), GZIP)) {
            exchange.getResponseHeaders().set("Content-Encoding", GZIP);
            Answer.send(exchange, out -> {
                try (Gzip compressed = new Gzip(out)) {
                    content.body().writeTo(compressed);
                    compressed.finish();
                }
            });
        } else {
            Answer.send(exchange, 200, content.body(), content.length().getAsLong());
        }
    }

    /** Returns the values of {@code name[]} in the query. */
    private static List<String> names(HttpExchange exchange) {
        return Stream.ofNullable(exchange.getRequestURI().getRawQuery())
                .flatMap(AND::splitAsStream)
                .filter(parameter -> NAME.matcher(parameter).lookingAt())
                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> headers(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    /**
     * Compresses as fast as it can: more effort takes three times as long and saves a seventh. What is closed before it is finished has
     * no end, so that nobody takes it for whole. Leaves the other stream open.
     */
    private static final class Gzip extends GZIPOutputStream {
        private static final int LEVEL = 1;
        private static final int BUFFER = 8 << 10;

        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(LEVEL);
        }

        @Override
        public void close() {
            def.end();
        }
    }
}
