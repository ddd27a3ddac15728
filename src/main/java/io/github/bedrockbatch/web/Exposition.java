package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Shows a registry in the format that is asked for: text, OpenMetrics or protobuf, compressed or not. */
final class Exposition implements HttpHandler {
    private final PrometheusScrapeHandler scrapes;
    private final Supplier<Optional<String>> obstacle;
    private final Lock turn = new ReentrantLock(true);

    Exposition(PrometheusRegistry registry, Supplier<Optional<String>> obstacle) {
        this.scrapes = new PrometheusScrapeHandler(registry);
        this.obstacle = obstacle;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<String> trouble = obstacle.get();
        if (trouble.isPresent()) {
            Answer.unavailable(trouble.get()).send(exchange);
            return;
        }
        Scrape scrape = new Scrape(exchange);
        render(scrape);
        scrape.send();
    }

    /** Renders one scrape at a time, because what it is made of is many times what is left of it. */
    private void render(Scrape scrape) throws IOException {
        turn.lock();
        try {
            scrapes.handleRequest(scrape);
        } finally {
            turn.unlock();
        }
    }
}
