package io.github.bedrockbatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.bedrockbatch.testing.Messages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands beside the simulator: a bucket, a queue and the credentials of a container, with secrets of their own. */
final class SecretiveServices implements AutoCloseable {
    static final String RECEIPT = "AQEBs3cretReceiptHandle";
    static final String CONTAINER_TOKEN = "s3cret-container-token";
    static final String CONTAINER_KEY = "s3cret-container-key";
    static final String CONTAINER_SESSION = "s3cret-container-session";

    /** The message is given again with each so many requests until it is deleted, as one that has become visible again. */
    private static final int REDELIVERY = 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger receipts = new AtomicInteger();
    private final AtomicBoolean deleted = new AtomicBoolean();
    private final String jobArn;

    /** @param jobArn of the job that the queue's one message is about */
    SecretiveServices(String jobArn) throws IOException {
        this.jobArn = jobArn;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The operations so far, by name. */
    Queue<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = body(exchange).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String body(HttpExchange exchange) {
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/credentials")) {
            asked.add("credentials " + exchange.getRequestHeaders().getFirst("Authorization"));
            return "{\"AccessKeyId\":\"123456789012\",\"SecretAccessKey\":\"" + CONTAINER_KEY + "\",\"Token\":\""
                    + CONTAINER_SESSION + "\",\"Expiration\":\"" + Instant.now().plus(Duration.ofHours(1)) + "\"}";
        }
        asked.add(target.equals("null") ? "GetObject" : target);
        return switch (target) {
            case "AmazonSQS.ReceiveMessage" -> isVisible() ? message() : "{}";
            case "null" -> "{\"inputTokenCount\":1,\"outputTokenCount\":2}";
            default -> {
                deleted.set(true);
                yield "{\"Successful\":[{\"Id\":\"0\"}],\"Failed\":[]}";
            }
        };
    }

    private boolean isVisible() {
        return !deleted.get() && receipts.getAndIncrement() % REDELIVERY == 0;
    }

    private String message() {
        String event = Messages.event(jobArn, "Failed", Instant.now()).replace("\n", " ");
        return "{\"Messages\":[{\"MessageId\":\"m\",\"ReceiptHandle\":\"" + RECEIPT + "\",\"MD5OfBody\":\"" + md5(event)
                + "\",\"Body\":\"" + event.replace("\"", "\\\"") + "\"}]}";
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
