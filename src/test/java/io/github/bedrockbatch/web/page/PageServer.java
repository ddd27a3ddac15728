package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The pages of a fleet on a server of their own. */
final class PageServer implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server;

    PageServer(FakeFleet fleet) {
        this(fleet, WebSettings.DEFAULT_MAX_REQUESTS);
    }

    PageServer(FakeFleet fleet, int maxRequests) {
        Route[] routes = Pages.routes(fleet).toArray(Route[]::new);
        server = new WebServer(new WebSettings(ListenAddress.parse("127.0.0.1:0"), maxRequests), routes);
        server.start();
    }

    String root() {
        return "http://127.0.0.1:" + server.port();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "*/*");
    }

    HttpResponse<String> send(String method, String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", accept)
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** The page at a path, which must be answered with a status. */
    Document page(int status, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        return Jsoup.parse(response.body(), root() + path);
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
