package io.github.bedrockbatch.sso.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** IAM Identity Center on loopback: its portal, which knows one token, and its OIDC service, which renews with one refresh token, once. */
public final class IdentityCenter implements AutoCloseable {
    /** The access key that it gives. */
    public static final String ACCESS_KEY = "ASIASIGNEDIN";

    private static final Duration KEYS_LAST = Duration.ofHours(1);

    /** One request: a path with its query, and the token that came with it. */
    public record Asked(String path, String token) {}

    private final HttpServer server;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private volatile String good = "token-1";
    private volatile int status = 200;
    private volatile int tokenStatus = 200;
    private volatile String tokenError = "";
    private volatile boolean renewed;

    public IdentityCenter(InstantSource clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/federation/credentials", this::credentials);
        server.createContext("/token", this::token);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns what it was asked, without what was. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Takes only this token from now on. */
    public void know(String token) {
        good = token;
    }

    /** Answers everything with this status from now on. */
    public void fail(int code) {
        status = code;
    }

    /** Answers whoever renews a token with this error from now on. */
    public void failTokens(int code, String type) {
        tokenError = type;
        tokenStatus = code;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void credentials(HttpExchange exchange) throws IOException {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token"));
        asked.add(new Asked(exchange.getRequestURI().toString(), token));
        if (status != 200) {
            error(exchange, status, status == 403 ? "ForbiddenException" : "InternalServerException", "No access");
        } else if (!token.equals(good)) {
            error(exchange, 401, "UnauthorizedException", "Session token not found or invalid");
        } else {
            Instant until = clock.instant().plus(KEYS_LAST);
            send(exchange, 200, """
                    {"roleCredentials":{"accessKeyId":"%s","secretAccessKey":"s3cr3t-of-role","sessionToken":"t0k3n-of-role",
                    "expiration":%d}}""".formatted(ACCESS_KEY, until.toEpochMilli()));
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(exchange.getRequestURI().toString(), ""));
        if (status != 200) {
            error(exchange, status, "InternalServerException", "out of order");
        } else if (tokenStatus != 200) {
            error(exchange, tokenStatus, tokenError, "no token");
        } else if (renewed
                || !body.contains("\"refreshToken\":\"refresh-1\"")
                || !body.contains("\"grantType\":\"refresh_token\"")) {
            error(exchange, 400, "InvalidGrantException", "Invalid grant provided");
        } else {
            renewed = true;
            know("token-2");
            send(exchange, 200, """
                    {"accessToken":"token-2","expiresIn":3600,"refreshToken":"refresh-2","tokenType":"Bearer"}""");
        }
    }

    private static void error(HttpExchange exchange, int code, String type, String message) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        send(exchange, code, "{\"message\":\"" + message + "\"}");
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
