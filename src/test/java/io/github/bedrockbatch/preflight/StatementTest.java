package io.github.bedrockbatch.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the statements to the policies in {@code config/iam}, of which a test holds that the code needs them. */
final class StatementTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BUCKET = "amzn-s3-demo-bucket";
    private static final String EXPORTER = "arn:aws:iam::ACCOUNT:role/bedrock-batch-exporter";

    @ParameterizedTest
    @MethodSource("statements")
    void isThatOfTheFile(String file, int index, Statement statement) {
        JsonNode documented = JSON.readTree(Path.of("config/iam").resolve(file)).at("/Statement/" + index);

        assertThat(JSON.<JsonNode>valueToTree(statement.members())).isEqualTo(documented);
    }

    /** OIDC provider and service account are the reader's own: all else is the same. */
    @Test
    void thatOfAPodIsThatOfTheFile() {
        String documented = JSON.readTree(Path.of("config/iam/trust-irsa.json"))
                .at("/Statement/0")
                .toString()
                .replaceAll("oidc\\.eks\\.us-east-1\\.amazonaws\\.com/id/[A-Z0-9]+", "PROVIDER")
                .replace("monitoring:bedrock-batch-exporter", "NAMESPACE:SERVICE_ACCOUNT");

        assertThat(JSON.<JsonNode>valueToTree(
                        Statement.trustServiceAccount("aws", "123456789012").members()))
                .isEqualTo(JSON.readTree(documented));
    }

    static List<Arguments> statements() {
        return List.of(
                Arguments.of("exporter.json", 0, Statement.listJobs()),
                Arguments.of("exporter.json", 1, Statement.getJobs("aws")),
                Arguments.of("roles.json", 0, Statement.takeRole("arn:aws:iam::*:role/bedrock-read")),
                Arguments.of("manifests.json", 0, Statement.readManifests("aws", BUCKET)),
                Arguments.of("manifests.json", 1, Statement.listBucket("aws", BUCKET)),
                Arguments.of("tags.json", 0, Statement.readTags()),
                Arguments.of(
                        "notifications.json",
                        0,
                        Statement.receive("arn:aws:sqs:us-east-1:123456789012:bedrock-batch-exporter")),
                Arguments.of("trust-account.json", 0, Statement.trust(EXPORTER, true)),
                Arguments.of("trust-account.json", 0, Statement.trust("", true)));
    }
}
