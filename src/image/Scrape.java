import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Asks a running exporter what Prometheus and people ask it, some times a second: {@code java Scrape.java URL SECONDS}. */
final class Scrape {
    /** Without protobuf, which is asked for rarely: its classes would be in the memory of everyone. */
    private static final List<String> FORMATS =
            List.of("text/plain;version=0.0.4", "application/openmetrics-text;version=1.0.0");

    private Scrape() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        URI exporter = URI.create(args[0]);
        long end = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000;
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end) {
                for (String format : FORMATS) {
                    get(client, exporter.resolve("/metrics"), format, "identity");
                    get(client, exporter.resolve("/metrics"), format, "gzip");
                }
                for (String path : List.of("/-/ready", "/-/healthy", "/", "/config")) {
                    get(client, exporter.resolve(path), "*/*", "identity");
                }
                Thread.sleep(250);
            }
        }
    }

    private static void get(HttpClient client, URI uri, String accept, String encoding)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", accept)
                .header("Accept-Encoding", encoding)
                .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(uri + " answers " + status + " to Accept: " + accept);
        }
    }
}
