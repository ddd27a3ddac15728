package io.github.bedrockbatch.awscli.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Answers as the endpoint did against which the AWS CLI was recorded, and keeps what it was asked. */
public final class RecordedEndpoint implements AutoCloseable {
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/[0-9]+/([^/]+)/bedrock/aws4_request");
    private static final String ABSENT = "{\"message\":\"The provided batch inference job was not found.\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * What was asked.
     *
     * @param path as on the wire
     * @param region of the signature, if there was one
     */
    public record Request(String path, boolean signed, Optional<String> region) {}

    private RecordedEndpoint(HttpServer server) {
        this.server = server;
    }

    /** Starts it on a free port of the loopback. */
    public static RecordedEndpoint start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RecordedEndpoint endpoint = new RecordedEndpoint(server);
        server.createContext("/", endpoint::answer);
        server.setExecutor(endpoint.threads);
        server.start();
        return endpoint;
    }

    /** Its URL. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All that was asked. */
    public List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
        requests.add(new Request(
                path, authorization != null, scope.find() ? Optional.of(scope.group(1)) : Optional.empty()));
        JsonNode response = Recording.responses().path(path.substring(Math.max(0, path.length() - 12)));
        if (response.has("delay")) {
            await();
        }
        send(exchange, response);
    }

    /** A slow answer comes too late for anyone who does not wait for the end. */
    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, JsonNode response) throws IOException {
        String error = response.isMissingNode()
                ? "ResourceNotFoundException"
                : response.path("error").stringValue(null);
        if (error != null) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", error);
        }
        int status = response.isMissingNode() ? 404 : response.path("status").intValue(200);
        String text = response.isMissingNode()
                ? ABSENT
                : response.path("raw").stringValue(response.path("body").toString());
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
