package io.github.bedrockbatch.aws.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server on loopback that gives scripted answers in order and remembers what it was asked. */
public final class ScriptedEndpoint implements AutoCloseable {
    /** One answer. */
    @FunctionalInterface
    public interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    /** One request as it came in. */
    public record Asked(
            String method,
            String path,
            @Nullable String query,
            @Nullable String userAgent,
            String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public ScriptedEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public ScriptedEndpoint then(Answer answer) {
        script.add(answer);
        return this;
    }

    public ScriptedEndpoint ok(String body) {
        return then(exchange -> send(exchange, 200, body));
    }

    public ScriptedEndpoint error(int status, String type, String message) {
        return then(exchange -> {
            if (!type.isEmpty()) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
            }
            send(exchange, status, "{\"message\":\"" + message + "\"}");
        });
    }

    /** Promises more bytes than it sends, then closes the connection. */
    public ScriptedEndpoint truncated(String body) {
        return then(exchange -> {
            exchange.sendResponseHeaders(200, body.length() + 100L);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });
    }

    /** Closes the connection without an answer. */
    public ScriptedEndpoint reset() {
        return then(HttpExchange::close);
    }

    /** Does not answer before this endpoint is closed. */
    public ScriptedEndpoint hang() {
        return then(exchange -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getQuery(),
                exchange.getRequestHeaders().getFirst("User-Agent"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answer answer = script.poll();
        if (answer == null) {
            send(exchange, 418, "{\"message\":\"the script is over\"}");
        } else {
            answer.give(exchange);
        }
    }
}
