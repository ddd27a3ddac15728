package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.label;
import static io.github.bedrockbatch.Evidence.sum;
import static io.github.bedrockbatch.Evidence.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.testing.Buckets;
import io.github.bedrockbatch.testing.LocalStack;
import io.github.bedrockbatch.testing.OnLocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds that the daemon, as a process, tells the tokens of finished jobs: soon, once, and also after a restart. */
@OnLocalStack
class ManifestIT {
    private static final String ATTEMPTS = "bedrock_batch_exporter_manifests_total";
    private static final String TOKENS = "bedrock_batch_processed_tokens_total";
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Where the simulator's jobs put their results. */
    private static final String BUCKET = "batch-output";

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void tellsTheTokensOfFinishedJobs() throws IOException {
        JobScript good = completed("good");
        JobScript odd = completed("odd");
        JobScript missing = completed("missing");
        try (Buckets buckets = new Buckets();
                SimulatedAws aws = SimulatedAws.behindBy(Duration.ZERO)) {
            buckets.make(BUCKET);
            buckets.put(
                    BUCKET,
                    key(good),
                    "{\"inputTokenCount\":120,\"outputTokenCount\":45,\"cacheReadInputTokenCount\":70,\"cacheWriteInputTokenCount\":9}");
            buckets.put(BUCKET, key(odd), "[]");
            List.of(good, odd, missing).forEach(aws::add);
            Path file = aws.configuration(
                    directory,
                    Map.of("s3", LocalStack.uri()),
                    "manifests: {enabled: true}\ndiscovery: [{regions: [us-east-1]}]\n");
            try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
                awaitAttempts(exporter.awaitReady());
                assertTokens(exporter.scrape());
                assertThat(exporter.terminate()).isZero();
                assertTold(exporter.output(), good);
                assertThat(warnings(exporter.output()))
                        .singleElement()
                        .asString()
                        .contains(odd.arn(), key(odd));
            }
            try (ExporterProcess next = ExporterProcess.daemon(file)) {
                assertTokens(next.awaitReady().scrape());
                assertThat(next.terminate()).isZero();
                assertThat(Evidence.events(next.output(), "job_manifest")).isEmpty();
            }
        }
    }

    private static void awaitAttempts(ExporterProcess exporter) {
        await("an attempt for each job").atMost(LONG).untilAsserted(() -> {
            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, ATTEMPTS, label("result", "success"))).isEqualTo(1);
            assertThat(sum(samples, ATTEMPTS, label("result", "malformed"))).isEqualTo(1);
            assertThat(sum(samples, ATTEMPTS, label("result", "absent"))).isEqualTo(1);
            assertThat(sum(samples, ATTEMPTS)).isEqualTo(3);
            assertThat(sum(samples, "bedrock_batch_exporter_aws_requests_total", label("operation", "GetObject")))
                    .isEqualTo(3);
        });
    }

    private static void assertTokens(Map<String, Double> samples) {
        assertThat(sum(samples, TOKENS, label("type", "input"))).isEqualTo(120);
        assertThat(sum(samples, TOKENS, label("type", "output"))).isEqualTo(45);
        assertThat(sum(samples, TOKENS, label("type", "cache_read"))).isEqualTo(70);
        assertThat(sum(samples, TOKENS, label("type", "cache_write"))).isEqualTo(9);
        assertThat(sum(samples, "bedrock_batch_job_cache_read_tokens")).isEqualTo(70);
        assertThat(sum(samples, "bedrock_batch_job_cache_write_tokens")).isEqualTo(9);
        assertThat(sum(samples, "bedrock_batch_job_input_tokens", label("job_name", "good")))
                .isEqualTo(120);
        assertThat(sum(samples, "bedrock_batch_job_output_tokens")).isEqualTo(45);
    }

    /** Once, and sooner than the reading would come round by itself. */
    private static void assertTold(List<String> output, JobScript job) {
        Instant seenAt = Evidence.transitionEvents(output).stream()
                .filter(event -> text(event, "job_id").equals(job.id())
                        && text(event, "to").equals("Completed"))
                .map(event -> Instant.parse(text(event, "observed_at")))
                .findFirst()
                .orElseThrow();
        List<JsonNode> events = Evidence.events(output, "job_manifest");
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(text(event, "job_id")).isEqualTo(job.id());
            assertThat(text(event, "manifest_id")).matches("[0-9a-f]{32}");
            assertThat(event.path("input_tokens").asLong()).isEqualTo(120);
            assertThat(event.path("output_tokens").asLong()).isEqualTo(45);
            assertThat(event.path("cache_read_tokens").asLong()).isEqualTo(70);
            assertThat(event.path("cache_write_tokens").asLong()).isEqualTo(9);
            assertThat(Duration.between(seenAt, Instant.parse(text(event, "read_at"))))
                    .isLessThan(Duration.ofSeconds(20));
        });
    }

    /** What is not there yet is none. */
    private static List<String> warnings(List<String> output) {
        return output.stream()
                .map(Evidence::parse)
                .filter(line -> text(line, "log.level").equals("WARN"))
                .map(line -> text(line, "message"))
                .filter(message -> message.contains("manifest"))
                .toList();
    }

    private static JobScript completed(String name) {
        return JobScript.of(
                SimulatedAws.ACCOUNT,
                SimulatedAws.EAST,
                name,
                Outcome.COMPLETED,
                Instant.now(),
                Timings.ofSeconds(1, 1, 1, 8, 1));
    }

    private static String key(JobScript job) {
        return job.id() + "/manifest.json.out";
    }
}
