package io.github.bedrockbatch;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An exporter in this process, before a simulated AWS whose requests are counted. */
abstract class ReloadFixture {
    static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> PROPERTIES = List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.region");

    final Simulator simulator;
    final CallLog aws;
    private final HttpClient client = HttpClient.newHttpClient();

    ReloadFixture() throws IOException {
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fleet.empty(), InstantSource.system());
        aws = new CallLog(simulator.uri());
    }

    @BeforeEach
    final void setCredentials() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "very-secret");
        System.setProperty("aws.region", "us-east-1");
    }

    @AfterEach
    final void close() {
        PROPERTIES.forEach(System::clearProperty);
        client.close();
        aws.close();
        simulator.close();
    }

    /** Starts an exporter. */
    static Exporter started(Configuration configuration) {
        Exporter exporter = new Exporter(
                configuration,
                new WebSettings(ListenAddress.parse("127.0.0.1:0"), 8),
                InstantSource.system(),
                Map.of());
        exporter.listen();
        exporter.start();
        return exporter;
    }

    /**
     * Reads a configuration.
     *
     * @param reach more keys of {@code aws}, with a comma before each
     * @param rest all other keys
     */
    Configuration configuration(String reach, String rest) throws ConfigException {
        return new ConfigLoader(region -> true)
                .load(
                        "{store: {type: memory}, aws: {endpoint_url: '" + aws.uri() + "'" + reach + "}, " + rest + "}",
                        "c.yml",
                        Map.of());
    }

    /** Names the role of an account, as an item of a list. */
    static String role(String account) {
        return "{role_arn: 'arn:aws:iam::" + account + ":role/r'}";
    }

    /** The ARN of a job that AWS does not have. */
    static String job(String account) {
        return "'arn:aws:bedrock:us-east-1:" + account + ":model-invocation-job/aaaaaaaaaaaa'";
    }

    List<String> scrape(Exporter exporter) {
        return get(exporter, "/metrics").lines().toList();
    }

    String get(Exporter exporter, String path) {
        URI uri = URI.create("http://127.0.0.1:" + exporter.port() + path);
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Adds up the samples of a metric whose labels have something. */
    double sum(Exporter exporter, String metric, Predicate<String> labels) {
        return scrape(exporter).stream()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(labels)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
