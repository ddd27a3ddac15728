package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.bedrockbatch.Generation.Surroundings;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.metrics.ShownSeries;
import io.github.bedrockbatch.metrics.TargetErrors;
import io.github.bedrockbatch.report.ManifestLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.store.MemoryStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One configuration at work, and one that cannot be. */
final class GenerationTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final AtomicInteger requests = new AtomicInteger();
    private final ExporterMetrics metrics =
            new ExporterMetrics(new PrometheusRegistry(), "1", "a", () -> 0, () -> Duration.ZERO, ShownSeries.ALL);
    private final HttpServer server;

    GenerationTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
    }

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "very-secret");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void aRegionOfTheCallersOwnHasOneTaskWhicheverItsAccountIs() throws ConfigException {
        try (Generation generation = generation(configuration())) {
            assertThat(generation.tasks()).extracting(Task::name).containsExactly("us-east-1", "housekeeping");
            assertThat(generation.taskName(new Target("123456789012", "us-east-1")))
                    .isEqualTo("us-east-1");
            assertThat(generation.taskName(new Target(Target.UNKNOWN_ACCOUNT, "us-east-1")))
                    .isEqualTo("us-east-1");
        }
    }

    @Test
    void oneThatCannotBeMadeClosesItsConnections() throws ConfigException {
        Configuration good = configuration();
        AwsAccounts aws = accounts(good);
        aws.caller().callerAccountId("us-east-1");
        int before = requests.get();
        assertThat(before).as("the connections are there").isPositive();

        Configuration bad = new Configuration(
                good.poll(),
                List.of("no ARN"),
                good.discovery(),
                good.aws(),
                good.retention(),
                good.store(),
                good.events(),
                good.manifests(),
                good.notifications(),
                good.metrics());
        assertThatThrownBy(() -> generation(bad, aws)).isInstanceOf(IllegalArgumentException.class);
        aws.caller().callerAccountId("us-east-1");
        assertThat(requests).as("closed").hasValue(before);
    }

    private Configuration configuration() throws ConfigException {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        return new ConfigLoader("us-east-1"::equals)
                .load(
                        "{discovery: [{regions: [us-east-1]}], aws: {endpoint_url: '" + endpoint + "'}}",
                        "c.yml",
                        Map.of());
    }

    private Generation generation(Configuration configuration) {
        return generation(configuration, accounts(configuration));
    }

    private Generation generation(Configuration configuration, AwsAccounts aws) {
        return new Generation(
                configuration,
                aws,
                new Surroundings(
                        new MemoryStore(),
                        LeaseHolder.ofSoleProcess(CLOCK),
                        metrics,
                        new RunLog(CLOCK),
                        new ManifestLog(),
                        new TargetErrors(CLOCK),
                        (generation, task, interval) -> {},
                        CLOCK));
    }

    private AwsAccounts accounts(Configuration configuration) {
        return AwsAccounts.of(configuration, Map.of(), "1", metrics, CLOCK);
    }
}
