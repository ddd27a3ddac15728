package io.github.bedrockbatch.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, and answers those that have none. */
final class Dispatcher implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Route> routes;

    Dispatcher(List<Route> routes) {
        this.routes = routes.stream().collect(Collectors.toUnmodifiableMap(Route::path, Function.identity()));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            secure(exchange.getResponseHeaders());
            serve(exchange);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Route route = path == null ? null : routes.get(path);
        if (route == null) {
            Answer.text(404, "Not found").send(exchange);
        } else if (!route.methods().contains(exchange.getRequestMethod())) {
            String allowed = String.join(", ", route.methods());
            exchange.getResponseHeaders().set("Allow", allowed);
            Answer.text(405, exchange.getRequestMethod() + ": use " + allowed).send(exchange);
        } else {
            guarded(route, exchange);
        }
    }

    /** The caller learns that it failed, and the log why. */
    private static void guarded(Route route, HttpExchange exchange) throws IOException {
        try {
            route.handler().handle(exchange);
        } catch (RuntimeException e) {
            LOG.error("{}: could not be answered", route.path(), e);
            if (exchange.getResponseCode() == -1) {
                exchange.getResponseHeaders().remove("Content-Encoding");
                Answer.text(500, "Internal error: the log has it").send(exchange);
            }
        }
    }

    private static void secure(Headers headers) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", CONTENT_POLICY);
        headers.set("Cache-Control", "no-store");
    }
}
