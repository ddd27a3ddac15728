package io.github.bedrockbatch.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask for something long and do not read it, where one request is answered at a time. */
final class SlowClientsTest {
    private static final int LONG = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final AtomicLong nanoTime = new AtomicLong();
    private final CountDownLatch slotTaken = new CountDownLatch(1);
    private final WebServer server = new WebServer(
            new WebSettings(ListenAddress.parse("127.0.0.1:0"), 1),
            nanoTime::get,
            Route.config(this::longText),
            Route.reading("/", request -> Answer.html(200, "<p>Here</p>")),
            Route.healthy(),
            Route.ready(Optional::empty));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Socket slow = new Socket();

    @BeforeEach
    void askAndDoNotRead() throws IOException, InterruptedException {
        server.start();
        slow.setReceiveBufferSize(1024);
        slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        slow.getOutputStream()
                .write("GET /config HTTP/1.1\r\nHost: exporter\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
        assertThat(slotTaken.await(PATIENCE.toSeconds(), SECONDS)).isTrue();
    }

    @AfterEach
    void stop() throws IOException {
        slow.close();
        client.shutdownNow();
        server.close();
    }

    @Test
    void oneMoreRequestIsRefusedAtOnceButForProbes() throws IOException, InterruptedException {
        HttpResponse<String> refused = get("/");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(refused.body()).contains("the maximum is 1)", "--web.max-requests");
        assertThat(get("/config").statusCode()).isEqualTo(503);
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(get("/-/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatTakesNothingForFiveSecondsIsClosed() {
        await("a free slot").atMost(PATIENCE).until(() -> {
            nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
            return get("/").statusCode() == 200;
        });

        assertThat(read()).isLessThan(LONG);
    }

    @Test
    void aClientThatGoesOnToReadGetsAll() {
        nanoTime.addAndGet(Duration.ofSeconds(5).minusNanos(1).toNanos());
        assertThat(read()).isGreaterThan(LONG);

        await("a free slot").atMost(PATIENCE).until(() -> get("/").statusCode() == 200);
    }

    private String longText() {
        slotTaken.countDown();
        return "x".repeat(LONG);
    }

    /** Reads to the end, whichever it is. */
    private long read() {
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = slow.getInputStream()) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                count += n;
            }
        } catch (IOException e) {
            return count;
        }
        return count;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());
    }
}
