package io.github.bedrockbatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.JobRows;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts the series of an exposition. The figures in docs/performance.md are these. */
final class SeriesCountTest {
    private static final List<String> OPERATIONS = List.of("GetModelInvocationJob", "ListModelInvocationJobs");
    private static final String BEGIN = "<!-- series -->\n";
    private static final String END = "<!-- /series -->";
    private static final int OF_DETECTION = 15;
    private static final int OF_A_MODEL = 114;
    private static final int OF_ITS_TOKENS = 4;

    @Test
    void theDocumentHasTheFigures() throws IOException {
        String document = Files.readString(Path.of("docs", "performance.md"));

        assertThat(document).contains(BEGIN, END);
        assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END))
                        .strip())
                .as("docs/performance.md between its markers; put there:%n%s", table())
                .isEqualTo(table().strip());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 10", "2, 1", "20, 10"})
    void addsUpAsTheDocumentSays(int targets, int models) {
        assertThat(count(targets, models, false))
                .isEqualTo(targets * (count(1, 0, false) + OF_DETECTION + (long) models * OF_A_MODEL));
        assertThat(count(targets, models, true) - count(targets, models, false))
                .isEqualTo((long) targets * models * OF_ITS_TOKENS);
    }

    private static String table() {
        String rows = Stream.of(1, 100, 300)
                .map(targets -> "| %,d | %,d | %,d | %,d |%n"
                        .formatted(
                                targets, count(targets, 0, false), count(targets, 1, false), count(targets, 10, false)))
                .collect(Collectors.joining());
        return "| targets | without a job | 1 model each | 10 models each |%n| --: | --: | --: | --: |%n".formatted()
                + rows;
    }

    /** Counts the series that have labels of targets and are about no single job. */
    private static long count(int targets, int models, boolean manifests) {
        FakeStore store = new FakeStore();
        List<Target> all = IntStream.range(0, targets)
                .mapToObj(i -> new Target("%012d".formatted(i), "us-east-1"))
                .toList();
        for (Target target : all) {
            for (int model = 0; model < models; model++) {
                store.put(row(
                        target,
                        model,
                        Known.COMPLETED,
                        manifests ? new ManifestState.Awaited(JobRows.SUBMIT, 0) : null));
                store.put(row(target, model, Known.IN_PROGRESS, null));
            }
        }
        ShownJobs jobs = new ShownJobs(store, () -> JobRows.SUBMIT, Duration.ofDays(1), 100_000, false);
        jobs.targets(all);
        jobs.refresh();
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(jobs.metrics());
        ExporterMetrics exporter =
                new ExporterMetrics(registry, "1", "a", () -> 0, () -> Duration.ZERO, ShownSeries.ALL);
        for (Target target : all) {
            exporter.initTarget(target, OPERATIONS);
            exporter.attempted(target, "ListModelInvocationJobs", Duration.ofMillis(30), null);
            exporter.ended(new CycleResult(target, Outcome.SUCCESS, Duration.ofSeconds(2), 1, 0, 0, "", List.of()));
        }
        return Exposed.text(registry)
                .lines()
                .filter(line -> line.contains("region=\"us-east-1\"") && !line.contains("job_id="))
                .count();
    }

    private static TrackedJob row(Target target, int model, Known status, @Nullable ManifestState manifest) {
        JobSnapshot job = JobSnapshot.builder(
                        JobArn.parse("arn:aws:bedrock:us-east-1:" + target.accountId() + ":model-invocation-job/"
                                + (100_000_000_000L
                                        + 1_000L * List.of(Known.values()).indexOf(status)
                                        + model)),
                        status,
                        JobRows.SUBMIT)
                .modelId("model-" + model)
                .lastModifiedTime(JobRows.SUBMIT)
                .build();
        @Nullable Instant ended = status.isTerminal() ? JobRows.SUBMIT : null;
        return new TrackedJob(
                new Job(job, JobRows.SUBMIT, JobRows.SUBMIT, true, ended), JobOrigin.DISCOVERED, null, manifest, 0);
    }
}
