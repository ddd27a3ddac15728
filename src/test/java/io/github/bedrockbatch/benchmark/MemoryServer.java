package io.github.bedrockbatch.benchmark;

import com.sun.net.httpserver.HttpExchange;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sends the bytes of a file from memory by the exporter's own server: {@code java MemoryServer FILE PORT}. */
final class MemoryServer {
    private static final int PIECE = 64 << 10;

    private MemoryServer() {}

    @SuppressWarnings("resource") // it serves until the process ends
    public static void main(String[] args) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(args[0]));
        WebSettings settings =
                new WebSettings(ListenAddress.parse("127.0.0.1:" + args[1]), WebSettings.DEFAULT_MAX_REQUESTS);
        Route metrics = new Route("/metrics", List.of("GET"), false, request -> send(request.exchange(), bytes));
        new WebServer(settings, metrics, Route.ready(Optional::empty)).start();
    }

    private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        OutputStream out = exchange.getResponseBody();
        for (int at = 0; at < bytes.length; at += PIECE) {
            out.write(bytes, at, Math.min(PIECE, bytes.length - at));
        }
        out.flush();
    }
}
