package io.github.bedrockbatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lies before a simulated AWS, and notes who asks about the jobs of which region when. */
final class CallLog implements AutoCloseable {
    private static final Pattern SCOPE = Pattern.compile("Credential=([^/,\\s]+)/[0-9]{8}/([a-z0-9-]+)/");
    private static final Set<String> HEADERS =
            Set.of("Authorization", "Content-Type", "X-Amz-Target", "X-Amz-Security-Token");

    private final URI aws;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    /**
     * A call that was answered.
     *
     * @param caller the access key
     */
    record Call(String caller, String region, Instant begin, Instant end) {}

    CallLog(URI aws) throws IOException {
        this.aws = aws;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    /** Its endpoint. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The calls in the order of their beginnings. */
    List<Call> calls() {
        return calls.stream().sorted(Comparator.comparing(Call::begin)).toList();
    }

    /** How many requests came by now, also those to other services. */
    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        client.close();
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            Instant begin = Instant.now();
            requests.incrementAndGet();
            HttpResponse<byte[]> answer = client.send(request(exchange), BodyHandlers.ofByteArray());
            note(exchange, begin);
            answer.headers().map().forEach((name, values) -> {
                if (name.startsWith("x-amz") || name.equals("content-type")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(aws.toString() + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        HEADERS.stream()
                .filter(exchange.getRequestHeaders()::containsKey)
                .forEach(name -> request.header(
                        name,
                        Objects.requireNonNull(exchange.getRequestHeaders().getFirst(name))));
        return request.build();
    }

    /** Notes the end before the caller can know of it, so that calls which follow one upon the other do not overlap. */
    private void note(HttpExchange exchange, Instant begin) {
        String authorization =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        Matcher scope = SCOPE.matcher(authorization);
        if (scope.find() && exchange.getRequestURI().getPath().startsWith("/model-invocation-job")) {
            calls.add(new Call(scope.group(1), scope.group(2), begin, Instant.now()));
        }
    }
}
