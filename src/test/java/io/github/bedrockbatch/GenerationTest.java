package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.store.MemoryStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One configuration at work, and one that cannot be. */
final class GenerationTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final AtomicInteger requests = new AtomicInteger();
    private final ExporterMetrics metrics = new ExporterMetrics(new PrometheusRegistry(), "1", "a", () -> 0);
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
        try (Generation generation = generation(configuration(""))) {
            assertThat(generation.tasks()).extracting(Task::name).containsExactly("us-east-1");
            assertThat(generation.taskName(new Target("123456789012", "us-east-1")))
                    .isEqualTo("us-east-1");
            assertThat(generation.taskName(new Target(Target.UNKNOWN_ACCOUNT, "us-east-1")))
                    .isEqualTo("us-east-1");
        }
    }

    @Test
    void oneThatCannotBeMadeClosesItsConnections(@TempDir Path dir) throws Exception {
        Path bundle = Files.writeString(dir.resolve("ca.pem"), anyCertificate());
        Configuration configuration = configuration(", ca_bundle: " + bundle);
        AwsAccounts aws = accounts(configuration);
        aws.caller().callerAccountId("us-east-1");
        int before = requests.get();
        assertThat(before).as("the connections are there").isPositive();
        Files.writeString(bundle, "not a certificate");

        assertThatThrownBy(() -> generation(configuration, aws)).isInstanceOf(AwsConfigurationException.class);
        aws.caller().callerAccountId("us-east-1");
        assertThat(requests).as("closed").hasValue(before);
    }

    private Configuration configuration(String more) throws ConfigException {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        return new ConfigLoader("us-east-1"::equals)
                .load(
                        "{discovery: [{regions: [us-east-1]}], aws: {endpoint_url: '" + endpoint + "'" + more + "}}",
                        "c.yml",
                        Map.of());
    }

    private Generation generation(Configuration configuration) {
        return generation(configuration, accounts(configuration));
    }

    private Generation generation(Configuration configuration, AwsAccounts aws) {
        RunLog log = new RunLog(CLOCK);
        return new Generation(configuration, aws, new MemoryStore(), metrics, log, log, CLOCK);
    }

    private AwsAccounts accounts(Configuration configuration) {
        return AwsAccounts.of(configuration, Map.of(), "1", metrics, CLOCK);
    }

    private static String anyCertificate() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((@Nullable KeyStore) null);
        X509Certificate certificate = Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(manager -> ((X509TrustManager) manager).getAcceptedIssuers()[0])
                .findFirst()
                .orElseThrow();
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
