package io.github.bedrockbatch.metrics;

import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.notification.NotificationListener.Operation;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.testing.SilentQueue;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.ViewRules;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class MetricCatalogueTest {
    private static final TokenCounts TOKENS = new TokenCounts(120L, 45L, 70L, 9L);

    @Test
    void listsWhatIsExposedAndNothingElse() throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        TrackedJob row = JobRows.row("a", "Completed", Duration.ofMinutes(1), false, new RecordCounts(1L, 1L, 1L, 0L))
                .withTags(JobTags.NONE);
        FakeStore store = new FakeStore();
        store.put(row, JobRows.from("InProgress", row), new Settled(row.job().snapshot(), JobRows.SUBMIT));
        store.put(
                row.withManifest(new ManifestState.Read(TOKENS)),
                new ManifestRead(row.job().snapshot(), TOKENS, JobRows.SUBMIT));
        TrackedJob started = JobRows.row("b", "InProgress", Duration.ofMinutes(1));
        store.put(started.with(
                ((Observation.Changed)
                                JobLifecycle.observe(null, started.job().snapshot(), JobRows.SUBMIT, JobRows.SUBMIT))
                        .job(),
                null));
        ShownJobs jobs = new ShownJobs(store, () -> JobRows.SUBMIT, Duration.ofDays(1), 10, false);
        jobs.metrics()
                .show(
                        new ViewRules(Duration.ofDays(1), 10),
                        new JobSeries(false, new LinkedHashMap<>(Map.of("tag_team", "team")), true));
        jobs.targets(List.of(TARGET));
        jobs.refresh();
        registry.register(jobs.metrics());
        ExporterMetrics exporter =
                new ExporterMetrics(registry, "1", "a", () -> 0, () -> Duration.ZERO, ShownSeries.ALL);
        exporter.addReplica("eventlog", () -> true, () -> Optional.of(Duration.ZERO));
        exporter.addStoreFile(() -> OptionalLong.of(4096));
        TargetErrors errors = new TargetErrors(() -> JobRows.SUBMIT);
        errors.notBegun(TARGET, "Timeout", "no answer");
        registry.register(new TargetMetrics(
                () -> Optional.of(JobsView.EMPTY),
                jobs,
                errors,
                () -> new TargetMetrics.Settings(Duration.ofSeconds(30), Map.of(TARGET.accountId(), "prod"))));
        exporter.initManifests(TARGET);
        exporter.initTarget(TARGET, List.of("GetModelInvocationJob"));
        exporter.initQueues(List.of(TARGET));
        exporter.notifications().succeeded(new SilentQueue(TARGET), Operation.RECEIVE);
        exporter.attempted(TARGET, "GetModelInvocationJob", Duration.ofMillis(30), null);

        assertThat(Exposed.families(Exposed.text(registry)))
                .containsExactlyInAnyOrderElementsOf(MetricCatalogue.names());
        try (RuntimeMetrics runtime = exporter.bindRuntime()) {
            assertThat(runtime).isNotNull();
            // For promtool, which reads what a registry exposes.
            Files.writeString(Path.of("target", "metrics.prom"), Exposed.text(registry));
        }
    }
}
