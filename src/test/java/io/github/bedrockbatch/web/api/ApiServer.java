package io.github.bedrockbatch.web.api;

import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import io.github.bedrockbatch.web.testing.FakeFleet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a fleet on a server of its own. */
final class ApiServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server;

    ApiServer(FakeFleet fleet) {
        this(fleet, WebSettings.DEFAULT_MAX_REQUESTS);
    }

    ApiServer(FakeFleet fleet, int maxRequests) {
        Route[] routes = new ApiRoutes(fleet).routes().toArray(Route[]::new);
        server = new WebServer(new WebSettings(ListenAddress.parse("127.0.0.1:0"), maxRequests), routes);
        server.start();
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** What is in the envelope. */
    JsonNode data(String path) throws IOException, InterruptedException {
        return json(path).path("data");
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
