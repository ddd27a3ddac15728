package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.sum;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.aws.testing.RawEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what cannot end a process with a small heap: clients that do not read, many connections, an answer of AWS that is too large. */
class SmallHeapIT {
    private static final int JOBS = 1000;
    private static final int CLIENTS = 100;
    private static final Duration HONEST_SCRAPE = Duration.ofSeconds(30);
    private static final int MAX_CONNECTIONS = 512;
    private static final Map<String, String> SMALL_HEAP =
            Map.of("JDK_JAVA_OPTIONS", "-Xmx64m -XX:+ExitOnOutOfMemoryError");
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path directory = Path.of(".");

    private final SimulatedAws aws;
    private final List<Socket> clients = new ArrayList<>();

    SmallHeapIT() throws IOException {
        aws = SimulatedAws.behindBy(Duration.ZERO);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        aws.close();
    }

    @Test
    void anHonestScraperSucceedsBesideAHundredClientsThatNeverRead() throws IOException {
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        for (int i = 0; i < JOBS; i++) {
            aws.add(SimulatedAws.script(i, anHourAgo));
        }
        Path file =
                aws.configuration(directory, "discovery: [{regions: [us-east-1, us-west-2]}]\nstore: {type: memory}\n");
        try (ExporterProcess exporter = ExporterProcess.daemon(file, SMALL_HEAP)) {
            exporter.awaitReady();
            await("all jobs").atMost(LONG).until(() -> shown(exporter) == JOBS);
            int port = exporter.port().orElseThrow();
            for (int i = 0; i < CLIENTS; i++) {
                connect(port)
                        .getOutputStream()
                        .write("GET /metrics HTTP/1.1\r\nHost: exporter\r\n\r\n".getBytes(US_ASCII));
            }

            await("an honest scrape").atMost(HONEST_SCRAPE).ignoreExceptions().until(() -> shown(exporter) == JOBS);
            assertThat(exporter.isAlive()).isTrue();
            assertThat(exporter.terminate()).isZero();
        }
    }

    @Test
    void connectionsBeyondTheMaximumAreClosedAndSilentOnesDoNotLast() throws IOException {
        Path file = aws.configuration(directory, "discovery: [{regions: [us-east-1]}]\nstore: {type: memory}\n");
        try (ExporterProcess exporter = ExporterProcess.daemon(file, SMALL_HEAP)) {
            int port = exporter.awaitReady().port().orElseThrow();
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                connect(port).getOutputStream().write("GET / HT".getBytes(US_ASCII));
            }
            await("a connection that is one too many").atMost(LONG).until(() -> isClosed(connect(port)));
            await("a scrape once the silent ones are closed")
                    .atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> !exporter.scrape().isEmpty());
            assertThat(exporter.terminate()).isZero();
        }
    }

    @Test
    void aPageOfFarMoreJobsThanWereAskedForIsAFailedPoll() throws IOException {
        String job = """
                {"jobArn":"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/%012d","jobName":"nightly",
                 "modelId":"amazon.nova-lite-v1:0","status":"InProgress","submitTime":"2026-11-20T10:00:00Z",
                 "roleArn":"arn:aws:iam::123456789012:role/batch","lastModifiedTime":"2026-11-20T11:00:00Z"}""";
        String page = IntStream.range(0, 40_000).mapToObj(job::formatted).collect(Collectors.joining(","));
        byte[] answer = RawEndpoint.ok("{\"invocationJobSummaries\":[" + page + "]}");
        try (RawEndpoint bedrock = new RawEndpoint()) {
            bedrock.answer((head, out) -> out.write(answer));
            Path file = aws.configuration(
                    directory,
                    Map.of("bedrock", bedrock.uri()),
                    "discovery: [{regions: [us-east-1], accounts: ['123456789012']}]\nstore: {type: memory}\n");
            try (ExporterProcess exporter = ExporterProcess.daemon(file, SMALL_HEAP)) {
                exporter.awaitReady().awaitOutput("the answer is larger or nested deeper than what was asked for");
                await("polls")
                        .atMost(LONG)
                        .until(() -> sum(exporter.scrape(), "bedrock_batch_exporter_polls_total") >= 3);
                assertThat(exporter.terminate()).isZero();
            }
        }
    }

    private static double shown(ExporterProcess exporter) {
        return sum(exporter.scrape(), "bedrock_batch_job_info");
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.setSoTimeout(100);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        clients.add(socket);
        return socket;
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
