package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.Optional;

/** Shows a registry in the format that is asked for: text, OpenMetrics or protobuf, compressed or not. */
final class Exposition implements HttpHandler {
    private static final String RETRY_SECONDS = "5";

    private final PrometheusScrapeHandler scrapes;
    private final Health readiness;

    Exposition(PrometheusRegistry registry, Health readiness) {
        this.scrapes = new PrometheusScrapeHandler(registry);
        this.readiness = readiness;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<String> trouble = readiness.trouble();
        if (trouble.isPresent()) {
            exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
            Answer.text(503, trouble.get()).send(exchange);
            return;
        }
        try (ScrapeExchange scrape = new ScrapeExchange(exchange)) {
            scrapes.handleRequest(scrape);
        }
    }
}
