package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.label;
import static io.github.bedrockbatch.Evidence.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.aws.testing.RawEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that the daemon shows its metrics whatever numbers AWS sends, and whatever totals its file holds. */
class AbsurdAnswersIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TRANSITIONS = "bedrock_batch_job_transitions_total";
    private static final String RECORDS = "bedrock_batch_processed_records_total";
    private static final String PREFIX = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/";

    @TempDir
    private Path directory = Path.of(".");

    private final RawEndpoint bedrock = new RawEndpoint();

    @AfterEach
    void closeBedrock() {
        bedrock.close();
    }

    @Test
    void twoCountsNearTheLargestNumberDoNoHarm() throws IOException {
        Path file = configuration();
        answer("9223372036854775807");
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            exporter.awaitReady();
            awaitCompleted(exporter, 2);
            assertThat(sum(exporter.scrape(), RECORDS)).isNotNegative();
            assertThat(exporter.terminate()).isZero();
        }
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            exporter.awaitReady();
            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, TRANSITIONS, label("to", "Completed"))).isEqualTo(2);
            assertThat(sum(samples, RECORDS)).isNotNegative();
        }
    }

    @Test
    void aFileWithANegativeTotalIsShownWithoutIt() throws IOException, SQLException {
        Path file = configuration();
        answer("10");
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            exporter.awaitReady();
            await("settled counts").atMost(LONG).until(() -> sum(exporter.scrape(), RECORDS) == 20 + 2);
            assertThat(exporter.terminate()).isZero();
        }
        sql("UPDATE total SET amount = -2 WHERE total = 'RECORDS' AND first = 'success'");
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            exporter.awaitReady();
            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, TRANSITIONS, label("to", "Completed"))).isEqualTo(2);
            assertThat(samples.keySet().stream().filter(series -> series.startsWith(RECORDS)))
                    .singleElement()
                    .asString()
                    .contains(label("result", "error"));
            assertThat(exporter.terminate()).isZero();
            assertThat(exporter.output().stream().filter(line -> line.contains("RECORDS of 123456789012/us-east-1")))
                    .singleElement()
                    .asString()
                    .contains("(nova, success)", "are left out of /metrics", "WARN");
        }
    }

    private static void awaitCompleted(ExporterProcess exporter, int jobs) {
        await("the ends of all jobs")
                .atMost(LONG)
                .until(() -> sum(exporter.scrape(), TRANSITIONS, label("to", "Completed")) == jobs);
    }

    /** Two jobs that ended some minutes ago, so that their counts have settled when they are first seen. */
    private Path configuration() throws IOException {
        return Files.writeString(
                directory.resolve("exporter.yml"),
                "poll: {interval: 1s}\naws: {endpoint_url: \"" + bedrock.uri() + "\"}\n"
                        + "store: {path: exporter.db}\njobs:\n  - " + PREFIX + "abc123def456\n  - " + PREFIX
                        + "bcd234efg567\n");
    }

    private void answer(String records) {
        Instant end = Instant.now().minusSeconds(300);
        bedrock.answer((head, out) -> {
            String id = head.contains("abc123def456") ? "abc123def456" : "bcd234efg567";
            out.write(RawEndpoint.ok("""
                    {"jobArn":"%s%s","jobName":"nightly","modelId":"nova","status":"Completed","submitTime":"%s",
                     "lastModifiedTime":"%s","totalRecordCount":%s,"processedRecordCount":%s,"successRecordCount":%s,
                     "errorRecordCount":1}
                    """.formatted(PREFIX, id, end.minusSeconds(600), end, records, records, records)));
        });
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("exporter.db"));
                Statement executor = connection.createStatement()) {
            executor.execute(statement);
        }
    }
}
