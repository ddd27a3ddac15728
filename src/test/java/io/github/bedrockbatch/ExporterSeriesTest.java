package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a daemon exposes before AWS has answered anything. */
final class ExporterSeriesTest {
    /** Where nobody listens. */
    private static final String AWS = "http://127.0.0.1:1";

    private static final String QUEUE = AWS + "/queue/us-east-1/123456789012/jobs";

    private static final String CALLER = "account_id=\"unknown\",operation=\"GetCallerIdentity\",region=\"us-east-1\"";

    @Test
    void theQuestionForTheCallersAccountHasSeriesBeforeItIsAnswered()
            throws ConfigException, IOException, InterruptedException {
        try (Exporter exporter = exporter("")) {
            exporter.listen();
            exporter.start();
            assertThat(scrape(exporter.port()).lines())
                    .anyMatch(line -> line.startsWith("bedrock_batch_exporter_aws_requests_total{" + CALLER + "} "))
                    .contains(
                            "bedrock_batch_exporter_aws_request_errors_total{account_id=\"unknown\","
                                    + "code=\"AccessDeniedException\",operation=\"GetCallerIdentity\",region=\"us-east-1\"} 0.0");
        }
    }

    @Test
    void theQuestionForTagsHasSeriesWhereTagsAreWanted() throws ConfigException, IOException, InterruptedException {
        try (Exporter exporter = of("discovery: [{regions: [us-east-1], accounts: ['123456789012'], tags: {team: a}},"
                + " {regions: [us-west-2], accounts: ['123456789012']}]")) {
            exporter.listen();
            exporter.start();
            assertThat(scrape(exporter.port()).lines().filter(line -> line.contains("operation=\"GetResources\"")))
                    .hasSize(1 + ErrorCodes.ALL.size())
                    .allMatch(line -> line.contains("us-east-1") && line.endsWith(" 0.0"));
        }
    }

    @Test
    void aQueueThatCannotBeReceivedFromIsNamed() throws ConfigException {
        String series = "bedrock_batch_exporter_notification_queue_success"
                + "{account_id=\"123456789012\",queue=\"jobs\",region=\"us-east-1\"}";
        try (Exporter exporter = exporter("notifications: {sqs_queues: ['" + QUEUE + "']},")) {
            exporter.listen();
            exporter.start();
            await("the first attempt")
                    .untilAsserted(
                            () -> assertThat(scrape(exporter.port()).lines()).contains(series + " 0.0"));
        }
    }

    private static Exporter exporter(String section) throws ConfigException {
        return of(section + " discovery: [{regions: [us-east-1]}]");
    }

    private static Exporter of(String sections) throws ConfigException {
        Configuration configuration = new ConfigLoader(region -> true)
                .load(
                        "{" + sections + ", store: {type: memory}, aws: {endpoint_url: '" + AWS + "'}}",
                        "c.yml",
                        Map.of());
        return new Exporter(
                configuration,
                new WebSettings(ListenAddress.parse("127.0.0.1:0"), 8),
                InstantSource.system(),
                Map.of());
    }

    private static String scrape(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
