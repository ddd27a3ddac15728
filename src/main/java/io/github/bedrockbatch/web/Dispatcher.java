package io.github.bedrockbatch.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, and answers those that have none or that are too many. */
final class Dispatcher implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Pattern HTTP_1 = Pattern.compile("HTTP/1\\.[0-9]");
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String API = "/api/";

    /** The paths that programs request. The answer to an unknown one is a line or JSON, whatever is accepted. */
    private static final Pattern OF_PROGRAMS = Pattern.compile("/(?:api|metrics|-)(?:/.*)?", Pattern.DOTALL);

    private final Map<PathPattern, Route> routes = new LinkedHashMap<>();
    private final Optional<Route> noPage;
    private final StallGuard stalls;
    private final ExchangeLimits limits;
    private final Supplier<Gate> gate;
    private final Semaphore slots;
    private final Answer busy;

    /** @param gate what stands before the routes now; probes are let through */
    Dispatcher(List<Route> routes, int maxRequests, StallGuard stalls, ExchangeLimits limits, Supplier<Gate> gate) {
        this.noPage = routes.stream()
                .filter(route -> route.path().equals(Route.NO_PAGE))
                .findFirst();
        routes.stream()
                .filter(route -> !route.path().equals(Route.NO_PAGE))
                .forEach(route -> this.routes.put(new PathPattern(route.path()), route));
        this.stalls = stalls;
        this.limits = limits;
        this.gate = gate;
        this.slots = new Semaphore(maxRequests);
        this.busy = Answer.unavailable("Too many concurrent requests (the maximum is " + maxRequests
                + "). Retry later or raise --web.max-requests.");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.setStreams(null, stalls.guarded(exchange.getResponseBody()));
        limits.answering(exchange.getRequestHeaders());
        Gate now = gate.get();
        secure(exchange.getResponseHeaders(), now);
        serve(exchange, now);
        // Not after a failure: an answer that was broken off must not end like a whole one. The server closes its
        // connection.
        exchange.close();
    }

    private void serve(HttpExchange exchange, Gate now) throws IOException {
        Optional<Match> match = match(exchange.getRequestURI().getRawPath());
        if (!HTTP_1.matcher(exchange.getProtocol()).matches()) {
            close(exchange);
            refuse(Answer.text(505, "The version of HTTP must be 1.0 or 1.1"), exchange);
        } else if (lacksHost(exchange)) {
            close(exchange);
            refuse(Answer.text(400, "There must be one Host header"), exchange);
        } else if (match.isPresent() && match.get().route().probe()) {
            answer(match.get(), exchange);
        } else {
            Optional<Answer> refusal = now.refusal(exchange.getRequestHeaders(), exchange.getResponseHeaders());
            if (refusal.isPresent()) {
                refuse(refusal.get(), exchange);
            } else if (match.isEmpty()) {
                notFound(exchange);
            } else {
                answer(match.get(), exchange);
            }
        }
    }

    private void notFound(HttpExchange exchange) throws IOException {
        if (noPage.isPresent() && isOfPerson(exchange)) {
            limited(new Match(noPage.get(), Map.of()), exchange);
        } else {
            refuse(Answer.text(404, "Not found"), exchange);
        }
    }

    private boolean isOfPerson(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path != null
                && !OF_PROGRAMS.matcher(path).matches()
                && noPage.stream().anyMatch(route -> route.methods().contains(exchange.getRequestMethod()))
                && HeaderList.takes(exchange.getRequestHeaders().getOrDefault("Accept", List.of()), "text/html");
    }

    /** Finds the first route whose pattern a path matches. */
    private Optional<Match> match(@Nullable String path) {
        if (path == null) {
            return Optional.empty();
        }
        return routes.entrySet().stream()
                .flatMap(
                        route -> route.getKey().match(path).map(values -> new Match(route.getValue(), values)).stream())
                .findFirst();
    }

    private record Match(Route route, Map<String, String> variables) {}

    private void answer(Match match, HttpExchange exchange) throws IOException {
        Route route = match.route();
        if (!route.methods().contains(exchange.getRequestMethod())) {
            String allowed = String.join(", ", route.methods());
            exchange.getResponseHeaders().set("Allow", allowed);
            refuse(Answer.text(405, exchange.getRequestMethod() + ": use " + allowed), exchange);
        } else if (route.probe()) {
            guarded(match, exchange);
        } else {
            limited(match, exchange);
        }
    }

    /** Answers in a slot, which is free again once the answer has gone, not once the rest of the request has come. */
    private void limited(Match match, HttpExchange exchange) throws IOException {
        if (!slots.tryAcquire()) {
            refuse(busy, exchange);
            return;
        }
        try {
            guarded(match, exchange);
        } finally {
            slots.release();
        }
    }

    /** Answers, and tells the caller that it failed and the log why. */
    private static void guarded(Match match, HttpExchange exchange) throws IOException {
        try {
            match.route().handler().handle(new Request(exchange, match.variables()));
        } catch (RuntimeException | LinkageError e) { // other errors end the process or the thread
            LOG.error("{}: could not be answered", match.route().path(), e);
            if (exchange.getResponseCode() != -1) {
                throw new IOException("the answer was broken off", e);
            }
            refuse(Answer.text(500, "Internal error. The log has the cause"), exchange);
        }
    }

    private static void close(HttpExchange exchange) {
        exchange.getResponseHeaders().set("Connection", "close");
    }

    /** Programs are told in the way of the API, whatever they are told. */
    private static void refuse(Answer answer, HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean isApi = path != null && path.startsWith(API);
        (isApi ? Envelope.error(answer.status(), answer.body().strip()) : answer).send(exchange);
    }

    private static boolean lacksHost(HttpExchange exchange) {
        int hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of()).size();
        return hosts > 1 || (hosts == 0 && !exchange.getProtocol().equals("HTTP/1.0"));
    }

    private static void secure(Headers headers, Gate now) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", CONTENT_POLICY);
        headers.set("Cache-Control", "no-store");
        now.headers().forEach(headers::set);
    }
}
