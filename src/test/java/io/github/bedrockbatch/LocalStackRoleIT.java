package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.label;
import static io.github.bedrockbatch.Evidence.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.testing.LocalStack;
import io.github.bedrockbatch.testing.OnLocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that the daemon takes roles of LocalStack's STS, whose endpoint it is told in each way that there is. */
@OnLocalStack
class LocalStackRoleIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ROLE = "arn:aws:iam::" + SimulatedAws.ACCOUNT + ":role/bedrock-read";

    @TempDir
    private Path directory = Path.of(".");

    private final SimulatedAws bedrock;

    LocalStackRoleIT() throws IOException {
        bedrock = SimulatedAws.behindBy(Duration.ZERO);
    }

    @AfterEach
    void closeBedrock() {
        bedrock.close();
    }

    @Test
    void byItsConfiguration() throws IOException {
        readsByRole("bedrock: \"" + bedrock.uri() + "\", sts: \"" + LocalStack.uri() + "\"", "", Map.of());
    }

    @Test
    void byTheEnvironment() throws IOException {
        readsByRole(
                "bedrock: \"" + bedrock.uri() + "\"",
                "",
                Map.of("AWS_ENDPOINT_URL_STS", LocalStack.uri().toString()));
    }

    @Test
    void byTheServicesOfAProfile() throws IOException {
        Path config = Files.writeString(directory.resolve("aws-config"), """
                [profile batch]
                region = us-west-2
                aws_access_key_id = dummy
                aws_secret_access_key = dummy
                services = local

                [services local]
                sts =
                  endpoint_url = %s
                """.formatted(LocalStack.uri()));
        readsByRole(
                "bedrock: \"" + bedrock.uri() + "\"", "profile: batch", Map.of("AWS_CONFIG_FILE", config.toString()));
    }

    private void readsByRole(String endpoints, String further, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(directory.resolve("exporter.yml"), """
                poll: {interval: 1s, max_requests_per_second: 50}
                aws:
                  endpoint_urls: {%s}
                  accounts: [{role_arn: "%s"}]
                  %s
                discovery: [{regions: [us-east-1]}]
                store: {type: memory}
                """.formatted(endpoints, ROLE, further));
        try (ExporterProcess exporter =
                ExporterProcess.daemon(file, environment).awaitReady()) {
            await("a successful poll by the role").atMost(LONG).until(() -> {
                Map<String, Double> samples = exporter.scrape();
                return sum(samples, "bedrock_batch_exporter_polls_total", label("result", "success")) > 0;
            });
            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, "bedrock_batch_exporter_aws_requests_total", label("operation", "AssumeRole")))
                    .isEqualTo(1);
            assertThat(sum(samples, "bedrock_batch_exporter_aws_request_errors_total"))
                    .isZero();
            assertThat(exporter.terminate()).isZero();
        }
    }
}
