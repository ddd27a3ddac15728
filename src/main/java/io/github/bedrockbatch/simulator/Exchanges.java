package io.github.bedrockbatch.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/** Takes HTTP requests, lets faults happen to them, and writes the answers. */
final class Exchanges implements HttpHandler {
    private final Services services;
    private final Admin admin;
    private final Faults faults;
    private final InstantSource clock;

    Exchanges(Services services, Admin admin, Faults faults, InstantSource clock) {
        this.services = services;
        this.admin = admin;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            Request request = read(exchange);
            if (request.path().startsWith(Admin.PREFIX)) {
                send(exchange, admin.answer(request, clock.instant()), false);
            } else {
                serve(exchange, request);
            }
        } catch (ServiceException e) {
            send(exchange, Services.error(Operation.Service.BEDROCK, e), false);
        }
    }

    private void serve(HttpExchange exchange, Request request) throws IOException, InterruptedException {
        Operation operation = Operation.of(request);
        boolean truncated = false;
        String garbage = null;
        for (Faults.Hit hit : faults.hits(operation, request.caller())) {
            switch (hit.fault()) {
                case Fault.Delay(var delay) -> Thread.sleep(delay);
                case Fault.Truncate() -> truncated = true;
                case Fault.Garbage(var body) -> garbage = body;
                case Fault.Reset() -> {
                    return;
                }
                case Fault.Hang() -> {
                    hit.removed().await();
                    return;
                }
                case Fault.ErrorAnswer(var code, var status, var message) -> {
                    ServiceException error = new ServiceException(code, status, message);
                    send(exchange, Services.error(operation.service(), error), false);
                    return;
                }
            }
        }
        Answer answer = services.answer(operation, request, clock.instant());
        send(exchange, garbage == null ? answer : answer.withBody(garbage), truncated);
    }

    private static void send(HttpExchange exchange, Answer answer, boolean truncated) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        if (!answer.errorType().isEmpty()) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.errorType());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(truncated ? Arrays.copyOf(body, body.length / 2) : body);
        out.flush();
    }

    private static Request read(HttpExchange exchange) throws IOException {
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Request.fields(
                        Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "")),
                header(exchange, "X-Amz-Target"),
                header(exchange, "X-Amz-Security-Token"),
                Caller.of(header(exchange, "Authorization")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }
}
