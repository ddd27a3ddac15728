package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.simulator.JobScript;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that a daemon takes up a changed configuration without a restart, or keeps the old one and says why. */
class ReloadIT {
    private static final String SUCCESSFUL = "bedrock_batch_exporter_config_last_reload_successful";
    private static final String SUCCESS = "bedrock_batch_exporter_config_last_reload_success_timestamp_seconds";
    private static final String MEMORY = "store: {type: memory}\n";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of(".");

    private final SimulatedAws aws;
    private final JobScript first = SimulatedAws.script(0, Instant.now());
    private final JobScript second = SimulatedAws.script(1, Instant.now());

    ReloadIT() throws IOException {
        aws = SimulatedAws.behindBy(Duration.ZERO);
    }

    @BeforeEach
    void addJobs() {
        aws.add(first);
        aws.add(second);
    }

    @AfterEach
    void closeAws() {
        aws.close();
    }

    @Test
    void sighupBringsAnAddedJobAndTakesARemovedOneAway() throws IOException, InterruptedException {
        try (ExporterProcess exporter = ExporterProcess.daemon(write(MEMORY + watching(first)))) {
            exporter.awaitReady();
            awaitShown(exporter, first);
            double loaded = value(exporter.scrape(), SUCCESS);

            write(MEMORY + watching(second));
            exporter.signal("HUP");

            exporter.awaitOutput("Configuration reloaded: jobs: added ");
            awaitShown(exporter, second);
            await("the end of the removed job's series")
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(exporter.scrape().keySet())
                            .noneMatch(series -> series.contains(label("job_id", first.id()))));
            assertThat(value(exporter.scrape(), SUCCESSFUL)).isEqualTo(1);
            assertThat(value(exporter.scrape(), SUCCESS)).isGreaterThan(loaded);
            assertThat(exporter.get("/config")).contains(second.id()).doesNotContain(first.id());
            assertThat(exporter.terminate()).isZero();
        }
    }

    @Test
    void aPostIsAnsweredOnceTheConfigurationIsInForce() throws IOException {
        try (ExporterProcess exporter = ExporterProcess.daemon(write(MEMORY + watching(first)))) {
            exporter.awaitReady();
            write(MEMORY + watching(first, second));

            HttpResponse<String> response = exporter.post("/-/reload");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(exporter.get("/config")).contains(first.id(), second.id());
            awaitShown(exporter, first);
            awaitShown(exporter, second);
        }
    }

    @Test
    void aWrongFileIsRefusedWithEveryErrorUntilItIsCorrected() throws IOException {
        try (ExporterProcess exporter = ExporterProcess.daemon(write(MEMORY + watching(first)))) {
            exporter.awaitReady();
            write("store: {type: nowhere}\nretention: {max_jobs: 0}\n" + watching(second));

            HttpResponse<String> refused = exporter.post("/-/reload");

            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body().lines()).hasSize(2);
            assertThat(refused.body()).contains("store.type: \"nowhere\"", "retention.max_jobs: \"0\"");
            refused.body().lines().forEach(error -> exporter.awaitOutput("stays in force: " + json(error)));
            assertThat(value(exporter.scrape(), SUCCESSFUL)).isZero();
            assertThat(exporter.get("/config")).contains(first.id()).doesNotContain(second.id());
            awaitShown(exporter, first);

            write(MEMORY + watching(first));
            assertThat(exporter.post("/-/reload").statusCode()).isEqualTo(200);
            assertThat(value(exporter.scrape(), SUCCESSFUL)).isEqualTo(1);
            exporter.awaitOutput("Configuration reloaded: nothing changed");
        }
    }

    @Test
    void anotherStoreIsRefusedByName() throws IOException {
        try (ExporterProcess exporter = ExporterProcess.daemon(write(MEMORY + watching(first)))) {
            exporter.awaitReady();
            write("store: {type: sqlite, path: other.db}\n" + watching(second));

            HttpResponse<String> refused = exporter.post("/-/reload");

            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body())
                    .contains("store.type: from memory to sqlite: cannot change at run time: restart the exporter")
                    .contains("store.path: from");
            assertThat(exporter.get("/config")).contains(first.id()).doesNotContain(second.id());
            assertThat(directory.resolve("other.db")).doesNotExist();
        }
    }

    /** Kubernetes swaps the link to a folder, and leaves that to the file alone. */
    @Test
    void aSwappedLinkIsTakenUpIfTheFileIsWatched() throws IOException {
        Path old = Files.createDirectory(directory.resolve("old"));
        Path next = Files.createDirectory(directory.resolve("new"));
        aws.configuration(old, MEMORY + watching(first));
        aws.configuration(next, MEMORY + watching(second));
        Path data = Files.createSymbolicLink(directory.resolve("..data"), old);
        Path file = Files.createSymbolicLink(directory.resolve("exporter.yml"), data.resolve("exporter.yml"));
        try (ExporterProcess exporter = ExporterProcess.start(
                directory,
                "--config.file=" + file,
                "--web.listen-address=127.0.0.1:0",
                "--config.enable-auto-reload")) {
            exporter.awaitReady();
            awaitShown(exporter, first);

            Path swapped = Files.createSymbolicLink(directory.resolve("..data_tmp"), next);
            Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);

            exporter.awaitOutput("Configuration reloaded: jobs: added ");
            awaitShown(exporter, second);
            assertThat(exporter.terminate()).isZero();
            assertThat(exporter.output())
                    .filteredOn(line -> line.contains("Configuration reloaded"))
                    .hasSize(1);
        }
    }

    @Test
    void nohupIsToldAtTheStart() throws IOException, InterruptedException {
        Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexec nohup '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path file = write(MEMORY + watching(first));
        try (ExporterProcess exporter = ExporterProcess.start(
                directory.resolve("jdk"), directory, "--config.file=" + file, "--web.listen-address=127.0.0.1:0")) {
            exporter.awaitReady().awaitOutput("SIGHUP is ignored");
            exporter.signal("HUP");
            assertThat(exporter.post("/-/reload").statusCode()).isEqualTo(200);
            assertThat(exporter.terminate()).isZero();
            assertThat(exporter.output())
                    .filteredOn(line -> line.contains("Configuration reloaded"))
                    .hasSize(1);
        }
    }

    @Test
    void aJvmThatKeepsItsSignalsSaysSoAtTheStart() throws IOException {
        Path file = write(MEMORY + watching(first));
        try (ExporterProcess exporter = ExporterProcess.daemon(file, Map.of("JDK_JAVA_OPTIONS", "-Xrs"))) {
            exporter.awaitReady().awaitOutput("SIGHUP cannot be handled");
        }
    }

    private Path write(String yaml) throws IOException {
        return aws.configuration(directory, yaml);
    }

    private static String watching(JobScript... scripts) {
        return Stream.of(scripts)
                .map(script -> "  - arn:aws:bedrock:" + script.region() + ":" + SimulatedAws.ACCOUNT
                        + ":model-invocation-job/" + script.id() + "\n")
                .collect(Collectors.joining("", "jobs:\n", ""));
    }

    private static void awaitShown(ExporterProcess exporter, JobScript script) {
        await("series of " + script.id())
                .atMost(LONG)
                .until(() -> exporter.scrape().keySet().stream()
                        .anyMatch(series -> series.startsWith("bedrock_batch_job_info{")
                                && series.contains(label("job_id", script.id()))));
    }

    private static double value(Map<String, Double> samples, String metric) {
        return Optional.ofNullable(samples.get(metric)).orElseThrow();
    }

    /** A text as it stands within a text in JSON. */
    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
