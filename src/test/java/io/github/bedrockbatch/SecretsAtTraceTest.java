package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import io.github.bedrockbatch.aws.testing.CountingProxy;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.logging.LogFormat;
import io.github.bedrockbatch.logging.Logging;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.WebSettings;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Runs everything that holds a secret at the level trace, and looks for each secret in all that was logged. */
@Timeout(180)
class SecretsAtTraceTest {
    private static final String ACCOUNT = "111111111111";
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/bedrock-read";
    private static final String PROXY_LOGIN = "proxyuser:s3cret-of-the-proxy";
    private static final String BASIC = encoded(PROXY_LOGIN);
    private static final String TOKEN = "eyJhbGciOiJub25lIn0."
            + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("{\"exp\":99999999999}".getBytes(StandardCharsets.UTF_8))
            + ".s3cret-signature";
    /** Properties by which credentials of another kind would be found first, or another way be taken. */
    private static final List<String> OTHERS = List.of(
            "aws.accessKeyId",
            "aws.secretAccessKey",
            "aws.sessionToken",
            "aws.webIdentityTokenFile",
            "aws.roleArn",
            "aws.roleSessionName",
            "aws.containerCredentialsPath",
            "aws.containerCredentialsFullUri",
            "aws.containerAuthorizationToken",
            "http.proxyHost",
            "https.proxyHost");

    /** So much of the log is shown where the test fails. */
    private static final int MAX_LINES = 40;

    /** Of whatever is secret; the last ones are those of requests that the SDK signs or makes. */
    private static final List<String> SECRETS = List.of(
            "s3cret",
            "proxyuser",
            BASIC,
            TOKEN,
            SecretiveServices.RECEIPT,
            "Could not validate GetObject permissions",
            "simulated/secret/access/key",
            "clientRequestToken",
            "ExternalId=",
            "WebIdentityToken=",
            "AWS4-HMAC-SHA256",
            "Signature=");

    /** Where the caller's credentials come from. */
    enum Credentials {
        STATIC,
        WEB_IDENTITY,
        CONTAINER
    }

    @TempDir
    private Path directory = Path.of(".");

    private final Map<String, @Nullable String> properties = new HashMap<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final JobScript failed = script("failed", Outcome.FAILED);

    @BeforeEach
    void isolate() {
        OTHERS.forEach(property -> set(property, null));
        set("aws.region", "us-east-1");
        set("aws.disableEc2Metadata", "true");
        set("aws.configFile", directory.resolve("config").toString());
        set("aws.sharedCredentialsFile", directory.resolve("credentials").toString());
    }

    @AfterEach
    void restore() {
        properties.forEach(SecretsAtTraceTest::put);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(ch.qos.logback.classic.Level.OFF);
    }

    @ParameterizedTest
    @EnumSource(Credentials.class)
    void noneIsLogged(Credentials credentials) throws Exception {
        SimulatorConfig config = SimulatorConfig.of(Fleet.empty())
                .withCountLag(Duration.ofSeconds(1))
                .withRoles(Map.of(ROLE, "s3cret-external-id", "arn:aws:iam::222222222222:role/pod", ""));
        try (Simulator simulator = Simulator.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), config, InstantSource.system());
                SecretiveServices services = new SecretiveServices(failed.arn());
                CountingProxy proxy = new CountingProxy("Basic " + BASIC)) {
            simulator.add(failed);
            simulator.add(script("completed", Outcome.COMPLETED));
            give(credentials, services);
            run(configuration(simulator, services), proxy, services);

            assertThat(services.asked()).anyMatch(asked -> asked.startsWith("AmazonSQS.DeleteMessage"));
            assertThat(proxy.asked())
                    .extracting(CountingProxy.Asked::authorization)
                    .containsOnly("Basic " + BASIC);
            if (credentials == Credentials.CONTAINER) {
                assertThat(services.asked()).contains("credentials " + SecretiveServices.CONTAINER_TOKEN);
            }
        }
        assertThat(text()).contains("\"log.level\":\"DEBUG\"", "\"to\":\"Failed\"", "software.amazon.awssdk.requestId");
        assertThat(SECRETS).noneMatch(text()::contains);
    }

    private void run(Configuration configuration, CountingProxy proxy, SecretiveServices services) {
        Logging logging = Logging.start(Level.TRACE, LogFormat.JSON, log);
        Map<String, String> environment = Map.of("HTTP_PROXY", proxy.url(PROXY_LOGIN));
        try (Exporter exporter = new Exporter(
                configuration,
                new WebSettings(ListenAddress.parse("127.0.0.1:0"), 8),
                InstantSource.system(),
                environment)) {
            exporter.listen();
            exporter.start();
            await("the end of both jobs, their manifests and the message")
                    .atMost(Duration.ofSeconds(50))
                    .untilAsserted(() -> assertThat(missing(services))
                            .as(() -> "what is missing; asked were " + Set.copyOf(services.asked())
                                    + "; the log of the program ends with\n" + lastLines())
                            .isEmpty());
        } finally {
            logging.close();
        }
    }

    private List<String> missing(SecretiveServices services) {
        String text = text();
        List<String> missing = new ArrayList<>();
        if (!text.contains("\"to\":\"Failed\"")) {
            missing.add("the end of the job that fails");
        }
        if (!text.contains("\"to\":\"Completed\"")) {
            missing.add("the end of the job that completes");
        }
        if (!services.asked().contains("GetObject")) {
            missing.add("the request for a manifest");
        }
        if (services.asked().stream().noneMatch(asked -> asked.startsWith("AmazonSQS.Delete"))) {
            missing.add("the deletion of the message");
        }
        return missing;
    }

    /** Of the program's own loggers: the libraries' would be all that is seen. */
    private String lastLines() {
        List<String> lines =
                text().lines().filter(line -> line.contains("bedrock")).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
    }

    private void give(Credentials credentials, SecretiveServices services) throws Exception {
        switch (credentials) {
            case STATIC -> {
                set("aws.accessKeyId", "123456789012");
                set("aws.secretAccessKey", "s3cret-access-key");
                set("aws.sessionToken", "s3cret-session-token");
            }
            case WEB_IDENTITY -> {
                set(
                        "aws.webIdentityTokenFile",
                        Files.writeString(directory.resolve("token"), TOKEN).toString());
                set("aws.roleArn", "arn:aws:iam::222222222222:role/pod");
                set("aws.roleSessionName", "pod");
            }
            case CONTAINER -> {
                set("aws.containerCredentialsFullUri", services.uri() + "/credentials");
                set("aws.containerAuthorizationToken", SecretiveServices.CONTAINER_TOKEN);
            }
        }
    }

    private static Configuration configuration(Simulator simulator, SecretiveServices services) throws Exception {
        String yaml = """
            poll: {interval: 1s, max_requests_per_second: 50}
            discovery: [{regions: [us-east-1]}]
            aws:
              endpoint_url: "%s"
              endpoint_urls: {s3: "%s", sqs: "%s"}
              accounts:
                - {role_arn: "%s", external_id: "${EXTERNAL_ID}"}
                - {role_arn: "arn:aws:iam::333333333333:role/untrusting", external_id: "s3cret-of-another"}
            events: {include_message: false}
            manifests: {enabled: true}
            notifications: {sqs_queues: ["%s/queue/us-east-1/%s/jobs"]}
            store: {type: memory}
            """.formatted(simulator.uri(), services.uri(), services.uri(), ROLE, services.uri(), ACCOUNT);
        return new ConfigLoader(region -> true).load(yaml, "test", Map.of("EXTERNAL_ID", "s3cret-external-id"));
    }

    private String text() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private static JobScript script(String name, Outcome outcome) {
        return JobScript.of(ACCOUNT, "us-east-1", name, outcome, Instant.now(), Timings.ofSeconds(1, 1, 1, 1, 1));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void set(String property, @Nullable String value) {
        if (!properties.containsKey(property)) {
            properties.put(property, System.getProperty(property));
        }
        put(property, value);
    }

    private static void put(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }
}
