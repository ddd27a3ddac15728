package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.testing.Buckets;
import io.github.bedrockbatch.testing.LocalStack;
import io.github.bedrockbatch.testing.OnLocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds what {@code --config.check=aws} finds out about STS, SQS and S3 of LocalStack, and that it leaves messages alone. */
@OnLocalStack
class LocalStackPreflightIT {
    /** Where the simulator's jobs put their results. */
    private static final String BUCKET = "batch-output";

    private static final String ACCOUNT = LocalAws.HOME.accountId();
    private static final String TARGET = ACCOUNT + "/" + SimulatedAws.EAST;

    @TempDir
    private Path directory = Path.of(".");

    private final SimulatedAws bedrock;
    private final LocalQueue queue;

    LocalStackPreflightIT() throws IOException {
        bedrock = SimulatedAws.behindBy(Duration.ZERO);
        queue = LocalQueue.create("preflight-" + UUID.randomUUID());
    }

    @AfterEach
    void close() {
        queue.close();
        bedrock.close();
    }

    @Test
    void tellsTheIdentityAQueueAndAManifestThatAreThere() throws IOException {
        JobScript job = completed("with-manifest");
        bedrock.add(job);
        queue.send("left alone");
        try (Buckets buckets = new Buckets()) {
            buckets.make(BUCKET);
            buckets.put(BUCKET, job.id() + "/manifest.json.out", "{\"inputTokenCount\":1,\"outputTokenCount\":2}");
        }

        try (ExporterProcess check = check(queue.url())) {
            assertThat(check.awaitExit()).isZero();
            JsonNode report = report(check);
            assertThat(rows(report))
                    .containsExactly(
                            "caller sts:GetCallerIdentity allowed",
                            TARGET + " bedrock:ListModelInvocationJobs allowed",
                            TARGET + " bedrock:GetModelInvocationJob allowed",
                            TARGET + " s3://" + BUCKET + " s3:GetObject allowed",
                            queue.url() + " sqs:ReceiveMessage unknown",
                            queue.url() + " sqs:DeleteMessage allowed");
            assertThat(report.at("/checks/0/detail").asString()).contains(ACCOUNT);
            assertThat(queue.size()).as("messages that are left").isEqualTo(1);
        }
    }

    @Test
    void tellsAQueueAndAManifestThatAreNotThere() throws IOException {
        bedrock.add(completed("without-manifest"));
        queue.delete();
        try (Buckets buckets = new Buckets()) {
            buckets.make(BUCKET);
        }

        try (ExporterProcess check = check(queue.url())) {
            assertThat(check.awaitExit()).isEqualTo(1);
            JsonNode report = report(check);
            assertThat(rows(report))
                    .endsWith(
                            TARGET + " s3://" + BUCKET + " s3:GetObject unknown",
                            queue.url() + " sqs:ReceiveMessage unknown",
                            queue.url() + " sqs:DeleteMessage failed");
            assertThat(report.get("missing_statements")).isEmpty();
        }
    }

    /** The access key names the account to LocalStack and to the simulator alike. */
    private ExporterProcess check(String queueUrl) throws IOException {
        Path file = Files.writeString(directory.resolve("exporter.yml"), """
                aws:
                  endpoint_urls: {bedrock: "%s", sts: "%s", sqs: "%s", s3: "%s"}
                discovery: [{regions: [%s]}]
                manifests: {enabled: true}
                notifications: {sqs_queues: ["%s"]}
                """.formatted(
                bedrock.uri(), LocalStack.uri(), LocalStack.uri(), LocalStack.uri(), SimulatedAws.EAST, queueUrl));
        return ExporterProcess.start(
                directory,
                Map.of("AWS_ACCESS_KEY_ID", ACCOUNT, "AWS_REGION", SimulatedAws.EAST),
                "--config.file=" + file,
                "--config.check=aws",
                "--output=json");
    }

    private static JobScript completed(String name) {
        return JobScript.of(
                ACCOUNT,
                SimulatedAws.EAST,
                name,
                Outcome.COMPLETED,
                Instant.now().minus(Duration.ofHours(1)),
                Timings.ofSeconds(1, 1, 1, 1, 1));
    }

    private static JsonNode report(ExporterProcess check) {
        return new JsonMapper().readTree(String.join("\n", check.output()));
    }

    private static List<String> rows(JsonNode report) {
        return report.get("checks")
                .valueStream()
                .map(check -> check.get("target").asString() + " "
                        + check.get("action").asString() + " "
                        + check.get("result").asString())
                .toList();
    }
}
