package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.store.JdbcStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds that a daemon counts each transition and each job's tokens once and tells them once, while its configuration changes and is
 * reloaded each second for a minute.
 */
class ReloadUnderLoadIT {
    private static final int RELOADS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String BOTH = "[us-east-1, us-west-2]";
    /** A region without jobs, which comes and goes. */
    private static final String GUEST = "eu-central-1";

    /** Interval, rate and regions change: targets come, change and go. */
    private static final List<Variant> VARIANTS = List.of(
            new Variant("1s", 50, BOTH, true),
            new Variant("1s", 40, BOTH, true),
            new Variant("2s", 50, BOTH, true),
            new Variant("1s", 50, "[us-east-1, us-west-2, " + GUEST + "]", true),
            new Variant("1s", 50, "[us-east-1]", false));

    @TempDir
    private Path directory = Path.of(".");

    private final HttpClient client = HttpClient.newHttpClient();

    /** One configuration of several, in which both regions of the jobs are watched or not. */
    private record Variant(String interval, int rate, String regions, boolean both) {
        String yaml(SimulatedAws aws, SimulatedS3 s3, Path database) {
            return """
                    poll: {interval: %s, max_requests_per_second: %d}
                    aws: {endpoint_url: "%s", endpoint_urls: {s3: "%s"}, connect_timeout: 1s, read_timeout: 1s}
                    manifests: {enabled: true}
                    discovery: [{regions: %s}]
                    retention: {terminal_jobs: 1m}
                    store: {type: sqlite, path: "%s"}
                    """.formatted(interval, rate, aws.uri(), s3.uri(), regions, database);
        }
    }

    @Test
    void countsAndTellsEachTransitionOnce() throws Exception {
        Path database = directory.resolve("state.db");
        Path file = directory.resolve("exporter.yml");
        try (SimulatedAws aws = SimulatedAws.behindBy(JobLoad.SKEW);
                SimulatedS3 s3 = new SimulatedS3(
                        aws, job -> job.timeline().steps().getLast().at())) {
            JobLoad load = new JobLoad(aws, Duration.ofSeconds(RELOADS));
            Files.writeString(file, VARIANTS.getFirst().yaml(aws, s3, database));
            try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
                exporter.awaitReady();
                for (int reload = 1; reload <= RELOADS; reload++) {
                    Variant variant = VARIANTS.get(reload % VARIANTS.size());
                    put(variant.yaml(aws, s3, database), file);
                    reload(exporter, reload);
                    scrapeForASecond(exporter, variant, load.scrapes());
                }
                load.liveToTheEnd(exporter);
            }
            System.out.println(RELOADS + " reloads; " + load.chronicle());
            load.reckoning().settle(JdbcStore.sqlite(database));
        }
    }

    /** Puts the whole new file in the place of the old one. */
    private static void put(String yaml, Path file) throws IOException {
        Path whole = Files.writeString(file.resolveSibling("exporter.yml.new"), yaml);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reloads by a request and by a signal in turns. */
    private void reload(ExporterProcess exporter, int number) throws IOException, InterruptedException {
        if (number % 2 == 0) {
            exporter.signal("HUP");
            return;
        }
        URI uri = URI.create("http://127.0.0.1:" + exporter.port().orElseThrow() + "/-/reload");
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void scrapeForASecond(ExporterProcess exporter, Variant variant, Scrapes scrapes) {
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        await("the time of the next reload").atMost(PATIENCE).until(() -> {
            Map<String, Double> samples = exporter.scrape();
            assertThat(samples.get("bedrock_batch_exporter_config_last_reload_successful"))
                    .isEqualTo(1.0);
            if (variant.both() && watchesBoth(samples)) {
                samples.keySet().removeIf(series -> series.contains(GUEST));
                scrapes.add(samples);
            }
            return System.nanoTime() > end;
        });
    }

    /** A signal is answered a moment later. */
    private static boolean watchesBoth(Map<String, Double> samples) {
        return SimulatedAws.REGIONS.stream()
                .allMatch(region -> samples.keySet().stream()
                        .anyMatch(series -> series.startsWith("bedrock_batch_jobs{") && series.contains(region)));
    }
}
