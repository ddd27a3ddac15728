package io.github.bedrockbatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.ViewRules;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
    private static final ViewRules RULES = new ViewRules(Duration.ofDays(1), 100_000);

    @Test
    void theDocumentHasTheFigures() throws IOException {
        String document = Files.readString(Path.of("docs", "performance.md"));
        String table = table();

        assertThat(document).contains(BEGIN, END);
        assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END))
                        .strip())
                .as("docs/performance.md between its markers; put there:%n%s", table)
                .isEqualTo(table.strip());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 10", "2, 1", "20, 10"})
    void addsUpAsTheDocumentSays(int targets, int models) {
        assertThat(count(targets, models, false))
                .isEqualTo(targets * (count(1, 0, false) + OF_DETECTION + (long) models * OF_A_MODEL));
        assertThat(count(targets, models, true) - count(targets, models, false))
                .isEqualTo((long) targets * models * OF_ITS_TOKENS);
    }

    /** A role adds AssumeRole, and tags that are read add GetResources. */
    @Test
    void anotherOperationAddsAsMuchAsTheDocumentSays() {
        assertThat(count(1, 0, false, List.of("GetModelInvocationJob", "ListModelInvocationJobs", "AssumeRole")))
                .isEqualTo(124);
        assertThat(count(1, 0, false)).isEqualTo(124 - 14);
    }

    @ParameterizedTest
    @CsvSource({"false, 28", "true, 29"})
    void aJobHasAsManySeriesAsTheDocumentSays(boolean tags, int series) {
        FakeStore store = new FakeStore();
        TokenCounts tokens = new TokenCounts(1L, 1L, 1L, 1L);
        TrackedJob row = JobRows.row("a", "Completed", Duration.ZERO, false, new RecordCounts(1L, 1L, 1L, 0L));
        Instant at = JobRows.SUBMIT;
        store.put(row.with(new Job(row.job().snapshot(), at, at, false, at, at, null), null)
                .withManifest(new ManifestState.Read(tokens))
                .withTags(JobTags.NONE));
        ShownJobs jobs = new ShownJobs(store, () -> JobRows.SUBMIT, Duration.ofDays(1), 10, false);
        SequencedMap<String, String> labels = new LinkedHashMap<>(tags ? Map.of("tag_team", "team") : Map.of());
        jobs.metrics().show(RULES, new JobSeries(false, labels, true));
        jobs.targets(List.of(JobRows.TARGET));
        jobs.refresh();

        assertThat(Exposed.text(jobs).lines().filter(line -> line.contains("job_id=")))
                .hasSize(series);
    }

    private static String table() {
        String rows = Stream.of(1, 100, 300)
                .map(targets -> String.format(
                        Locale.ROOT,
                        "| %,d | %,d | %,d | %,d |\n",
                        targets,
                        count(targets, 0, false),
                        count(targets, 1, false),
                        count(targets, 10, false)))
                .collect(Collectors.joining());
        return "| targets | without a job | 1 model each | 10 models each |\n| --: | --: | --: | --: |\n" + rows;
    }

    private static long count(int targets, int models, boolean manifests) {
        return count(targets, models, manifests, OPERATIONS);
    }

    /** Counts the series that have labels of targets and are about no single job. */
    private static long count(int targets, int models, boolean manifests, List<String> operations) {
        FakeStore store = new FakeStore();
        List<Target> all = IntStream.range(0, targets)
                .mapToObj(i -> new Target("%012d".formatted(i), "us-east-1"))
                .toList();
        for (Target target : all) {
            for (int model = 0; model < models; model++) {
                store.put(row(target, model, Known.COMPLETED));
                store.put(row(target, model, Known.IN_PROGRESS));
            }
        }
        ShownJobs jobs = new ShownJobs(store, () -> JobRows.SUBMIT, RULES.terminalRetention(), RULES.maxJobs(), false);
        jobs.targets(all);
        jobs.refresh();
        jobs.metrics().show(RULES, new JobSeries(false, new LinkedHashMap<>(), manifests));
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(jobs.metrics());
        registry.register(new TargetMetrics(
                () -> Optional.of(JobsView.EMPTY),
                jobs,
                new TargetErrors(() -> JobRows.SUBMIT),
                () -> new TargetMetrics.Settings(Duration.ofSeconds(30), Map.of())));
        ExporterMetrics exporter =
                new ExporterMetrics(registry, "1", "a", () -> 0, () -> Duration.ZERO, ShownSeries.ALL);
        for (Target target : all) {
            exporter.initTarget(target, operations);
            exporter.attempted(target, "ListModelInvocationJobs", Duration.ofMillis(30), null);
            exporter.ended(new CycleResult(target, Outcome.SUCCESS, Duration.ofSeconds(2), 1, 0, 0, "", List.of()));
        }
        return Exposed.text(registry)
                .lines()
                .filter(line -> line.contains("region=\"us-east-1\"") && !line.contains("job_id="))
                .count();
    }

    private static TrackedJob row(Target target, int model, Known status) {
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
                new Job(job, JobRows.SUBMIT, JobRows.SUBMIT, true, ended), JobOrigin.DISCOVERED, null, null, 0);
    }
}
