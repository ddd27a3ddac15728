package io.github.bedrockbatch.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.metrics.Exposition;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebServerTest {
    private final ResilientRegistry registry = new ResilientRegistry(InstantSource.system(), leftOut -> {});
    private MetricsPage page = (accept, names) -> {
        Exposition exposition = registry.expose(accept, names);
        return new MetricsPage.Content(exposition.contentType(), exposition::length, exposition::writeTo);
    };
    private Optional<String> unready = Optional.empty();
    private List<String> reloadErrors = List.of();
    private int reloads;
    private final WebServer server = new WebServer(
            new WebSettings(ListenAddress.parse("127.0.0.1:0"), 8),
            Route.metrics((accept, names) -> page.collect(accept, names), () -> unready),
            Route.healthy(),
            Route.ready(() -> unready),
            Route.config(() -> "poll:\n  interval: 30s\n"),
            Route.reload(() -> unready, () -> {
                reloads++;
                return reloadErrors;
            }),
            Route.reading("/", request -> Answer.html(200, "<p>Here</p>\n")));
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        Counter.builder()
                .name("things_total")
                .help("Things.")
                .withoutExemplars()
                .register(registry)
                .inc(3);
        server.start();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /metrics   | 200 | things_total 3.0
                    /-/healthy | 200 | Healthy
                    /-/ready   | 200 | Ready
                    /config    | 200 | interval: 30s
                    /          | 200 | <p>Here</p>
                    /nowhere   | 404 | Not found
                    /metrics/x | 404 | Not found
                    """)
    void answers(String path, int status, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(body);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .hasValue(response.body().getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/-/healthy", "/-/ready", "/config", "/"})
    void answersHeadWithHeadersAlone(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request(path).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Type"))
                .isEqualTo(get(path).headers().firstValue("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({"/metrics, POST", "/-/healthy, PUT", "/-/ready, DELETE", "/config, PATCH", "/, OPTIONS"})
    void refusesOtherMethods(String path, String method) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request(path).method(method, BodyPublishers.ofString("x")).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a body that says nothing"})
    void reloadsOnPost(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send("/-/reload", "POST", body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("Reloaded\n");
        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void tellsALineForEachErrorOfAReload() throws IOException, InterruptedException {
        reloadErrors = List.of("c.yml:1: pol: is not a known key", "c.yml:2: poll.interval: \"x\": must be a duration");

        HttpResponse<String> response = send("/-/reload", "POST", "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.body().lines()).containsExactlyElementsOf(reloadErrors);
    }

    /** It counts against the maximum of requests, and asks for a password where others do. */
    @Test
    void aReloadIsNoProbe() {
        assertThat(Route.reload(Optional::empty, List::of).probe()).isFalse();
    }

    @Test
    void doesNotReloadWhileItCannot() throws IOException, InterruptedException {
        unready = Optional.of("The exporter does not run yet.");

        assertThat(send("/-/reload", "POST", "").statusCode()).isEqualTo(503);
        assertThat(reloads).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    void reloadsOnPostAlone(String method) throws IOException, InterruptedException {
        HttpResponse<String> response = send("/-/reload", method, "");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(reloads).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text/plain;version=0.0.4 | text/plain
                    application/openmetrics-text;version=1.0.0 | application/openmetrics-text
                    application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited | application/vnd.google.protobuf
                    """)
    void speaksTheFormatThatIsAskedFor(String accept, String contentType) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request("/metrics").header("Accept", accept).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(contentType);
        assertThat(response.body()).contains("things");
    }

    @Test
    void compressesForThoseWhoTakeIt() throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                request("/metrics").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(unzipped.readAllBytes(), UTF_8)).contains("things_total 3.0");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gzip;q=0           | ''
                    gzip;q=0.5, br     | gzip
                    br                 | ''
                    """)
    void compressesForNoOthers(String accepted, String encoding) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                request("/metrics").header("Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("Content-Encoding").orElse("")).isEqualTo(encoding);
        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .isEqualTo(encoding.isEmpty() ? OptionalLong.of(response.body().length) : OptionalLong.empty());
    }

    @Test
    void doesNotSpeakAFormatThatIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request("/metrics")
                        .header("Accept", "application/openmetrics-text;version=1.0.0;q=0, text/plain")
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /metrics?debug=x               | things_total 3.0
                    /metrics?name[]=things_total   | things_total 3.0
                    /metrics?name[]=others         | ''
                    """)
    void readsTheQuery(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path.replace("[]", "%5B%5D"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(body);
        assertThat(response.body().contains("things_total")).isEqualTo(!body.isEmpty());
        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .hasValue(response.body().getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET / HTTP/1.1                       | 400
                    GET / HTTP/1.1~Host: a~Host: b       | 400
                    GET / HTTP/9.9~Host: a               | 505
                    GET / HTTP/2~Host: a                 | 505
                    GET / HTTP/1.0                       | 200
                    GET /nowhere HTTP/1.1~Host: a        | 404
                    POST / HTTP/1.1~Host: a              | 405
                    """)
    void answersRequestsThatAreOddWithItsOwnHeaders(String request, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = request.replace("~", "\r\n") + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 " + status)
                    .contains("nosniff", "DENY", "no-referrer", "default-src 'none'", "no-store");
        }
    }

    @Test
    void tellsWhyItIsNotReady() throws IOException, InterruptedException {
        unready = Optional.of("state: not restored yet");

        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        assertThat(get("/metrics").statusCode()).isEqualTo(503);
        assertThat(get("/metrics").headers().firstValue("Retry-After")).contains("5");
        assertThat(get("/metrics").body()).isEqualTo("state: not restored yet\n");
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsWhatWentWrongToItself() throws IOException, InterruptedException {
        page = (accept, names) -> {
            throw new IllegalStateException("secret");
        };

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void answersThoughAClassCannotBeLoaded() throws IOException, InterruptedException {
        page = (accept, names) -> {
            throw new NoClassDefFoundError("io/github/bedrockbatch/Page");
        };

        assertThat(get("/metrics").statusCode()).isEqualTo(500);
    }

    /** A client must not take half of an answer for a whole one. */
    @ParameterizedTest
    @CsvSource({"gzip, 0", "gzip, 3000000", "identity, 0", "identity, 3000000"})
    void breaksOffAnAnswerThatCannotBeWrittenToItsEnd(String encoding, int written) {
        page = (accept, names) -> new MetricsPage.Content("text/plain", () -> 4_000_000, out -> {
            byte[] bytes = new byte[written];
            new Random(1).nextBytes(bytes);
            out.write(bytes);
            throw new IllegalStateException("half way");
        });

        assertThatThrownBy(() -> client.send(
                        request("/metrics").header("Accept-Encoding", encoding).build(), BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void tellsHowLongAnAnswerWouldBe() throws IOException, InterruptedException {
        HttpResponse<String> head = client.send(
                request("/metrics").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(head.headers().firstValueAsLong("Content-Length"))
                .hasValue(get("/metrics").body().getBytes(UTF_8).length);
    }

    @Test
    void doesNotLetSlowClientsHoldUpOthers() throws IOException, InterruptedException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHos".getBytes(UTF_8));
                slow.add(socket);
            }
            assertThat(get("/metrics").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void saysInALineThatThePortIsTaken() {
        try (WebServer second = new WebServer(new WebSettings(new ListenAddress("127.0.0.1", server.port()), 8))) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(WebException.class)
                    .hasMessage("127.0.0.1:" + server.port()
                            + ": address already in use: choose another with --web.listen-address");
        }
    }

    @Test
    void stopsListening() {
        int port = server.port();
        server.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(server::port).isInstanceOf(IllegalStateException.class);
    }

    private HttpResponse<String> send(String path, String method, String body)
            throws IOException, InterruptedException {
        return client.send(
                request(path).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(5));
    }
}
