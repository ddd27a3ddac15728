package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.web.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** {@code healthcheck}: asks a running daemon's {@code /-/healthy}. */
final class HealthcheckCommand implements Command {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final WebOptions web = new WebOptions();

    @Override
    public String description() {
        return "Asks a running exporter whether it is healthy: exits 0 if it is, else 1.";
    }

    @Override
    public List<OptionSpec> options() {
        return web.listening();
    }

    @Override
    public Integer call() throws InterruptedException {
        URI uri = uri(web.address());
        HttpClient.Builder direct =
                HttpClient.newBuilder().connectTimeout(TIMEOUT).proxy(HttpClient.Builder.NO_PROXY);
        try (HttpClient client = direct.build()) {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? 0 : fail(uri, response.body().strip());
        } catch (IOException e) {
            return fail(uri, e.toString());
        }
    }

    private static URI uri(ListenAddress address) {
        String host = address.host().isEmpty() || address.host().equals("0.0.0.0") ? "127.0.0.1" : address.host();
        return URI.create("http://" + new ListenAddress(host, address.port()) + "/-/healthy");
    }

    private static int fail(URI uri, String reason) {
        System.err.println(uri + ": not healthy: " + reason);
        return 1;
    }
}
