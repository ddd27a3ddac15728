package io.github.bedrockbatch.metrics;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static io.github.bedrockbatch.testing.JobRows.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.view.TargetSummary;
import io.github.bedrockbatch.view.ViewRules;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobMetricsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String OWN =
            "account_id=\"123456789012\",job_id=\"a\",job_name=\"job-a\",region=\"us-east-1\"";
    private static final String HERE = "account_id=\"123456789012\",region=\"us-east-1\"";

    private static final String NOVA = "account_id=\"123456789012\",model_id=\"model-1\",region=\"us-east-1\"";
    private static final String TOKENS = "bedrock_batch_processed_tokens_total{" + NOVA + ",";
    private static final String ENDED = "bedrock_batch_jobs_ended_total";
    private static final String ACTIVE = "bedrock_batch_active_jobs";

    private final FakeStore store = new FakeStore();
    private Instant now = SUBMIT.plusSeconds(100);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bedrock_batch_job_submit_timestamp_seconds          | 1.79352720025E9
                    bedrock_batch_job_last_modified_timestamp_seconds   | 1.79352726025E9
                    bedrock_batch_job_status_changed_timestamp_seconds  | 1.79352726025E9
                    bedrock_batch_job_end_timestamp_seconds             | 1.79352726025E9
                    bedrock_batch_job_expiration_timestamp_seconds      | 1.79361360025E9
                    bedrock_batch_job_status_observed_timestamp_seconds | 1.79352726525E9
                    bedrock_batch_job_total_records                     | 10.0
                    bedrock_batch_job_processed_records                 | 9.0
                    bedrock_batch_job_success_records                   | 8.0
                    bedrock_batch_job_error_records                     | 1.0
                    """)
    void showsEachFigureOfAJob(String metric, String value) {
        store.put(row("a", "Completed", MINUTE, false, new RecordCounts(10L, 9L, 8L, 1L)));

        assertThat(Exposed.samples(text(full()), metric)).containsExactly(metric + "{" + OWN + "} " + value);
    }

    @Test
    void showsTheTokensOfAManifestThatWasRead() {
        TrackedJob row = row("a", "Completed", MINUTE);
        TokenCounts tokens = new TokenCounts(120L, null, 70L, null);
        store.put(row.withManifest(new ManifestState.Awaited(now, 0)));
        ShownJobs metrics = full();
        assertThat(text(metrics)).doesNotContain("_tokens{", TOKENS);

        store.put(
                row.withManifest(new ManifestState.Read(tokens)),
                new ManifestRead(row.job().snapshot(), tokens, now));
        metrics.refresh();

        assertThat(Exposed.samples(text(metrics), "bedrock_batch_job_input_tokens"))
                .containsExactly("bedrock_batch_job_input_tokens{" + OWN + "} 120.0");
        assertThat(Exposed.samples(text(metrics), "bedrock_batch_job_cache_read_tokens"))
                .containsExactly("bedrock_batch_job_cache_read_tokens{" + OWN + "} 70.0");
        assertThat(text(metrics)).doesNotContain("job_output_tokens{", "job_cache_write_tokens{");
        assertThat(Exposed.samples(text(metrics), "bedrock_batch_processed_tokens_total"))
                .containsExactlyInAnyOrder(
                        TOKENS + "type=\"input\"} 120.0",
                        TOKENS + "type=\"output\"} 0.0",
                        TOKENS + "type=\"cache_read\"} 70.0",
                        TOKENS + "type=\"cache_write\"} 0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "bedrock_batch_job_end_timestamp_seconds",
        "bedrock_batch_job_status_observed_timestamp_seconds",
        "bedrock_batch_job_total_records",
        "bedrock_batch_job_error_records"
    })
    void leavesOutWhatIsNotKnown(String metric) {
        store.put(row("a", "InProgress", MINUTE, true, RecordCounts.NONE));

        assertThat(Exposed.samples(text(full()), metric)).isEmpty();
    }

    @Test
    void countsTokensFromTheFirstSightOfARunningJobWhereManifestsAreRead() {
        store.put(row("a", "InProgress", MINUTE));
        ShownJobs metrics = full();
        ViewRules rules = new ViewRules(Duration.ofHours(1), 10);
        assertThat(text(metrics)).doesNotContain(TOKENS);

        metrics.metrics().show(rules, new JobSeries(false, new LinkedHashMap<>(), true));
        assertThat(Exposed.samples(text(metrics), "bedrock_batch_processed_tokens_total"))
                .containsExactlyInAnyOrder(
                        TOKENS + "type=\"input\"} 0.0",
                        TOKENS + "type=\"output\"} 0.0",
                        TOKENS + "type=\"cache_read\"} 0.0",
                        TOKENS + "type=\"cache_write\"} 0.0");

        metrics.metrics().show(rules, new JobSeries(false));
        assertThat(text(metrics)).doesNotContain(TOKENS);
    }

    @Test
    void rendersByOtherRulesFromTheNextScrapeOn() {
        store.put(row("a", "Completed", Duration.ofSeconds(1)));
        store.put(row("b", "Completed", Duration.ofSeconds(2)));
        ShownJobs shown = shown(10, false);
        assertThat(text(shown).lines().filter(line -> line.startsWith("bedrock_batch_job_status{")))
                .hasSizeGreaterThan(2);

        shown.metrics().show(new ViewRules(Duration.ofDays(1), 10), new JobSeries(true));
        assertThat(text(shown).lines().filter(line -> line.startsWith("bedrock_batch_job_status{")))
                .hasSize(2);
        shown.metrics().show(new ViewRules(Duration.ofDays(1), 1), new JobSeries(true));
        assertThat(text(shown).lines().filter(line -> line.startsWith("bedrock_batch_job_status{")))
                .hasSize(1);
    }

    @Test
    void showsTheTagsThatAreNamedOfJobsWhoseTagsAreKnown() {
        store.put(
                row("a", "InProgress", MINUTE).withTags(new JobTags(Map.of("cost:center", "4\"2", "team", "search"))));
        store.put(row("b", "InProgress", MINUTE).withTags(JobTags.NONE));
        store.put(row("c", "InProgress", MINUTE));
        ShownJobs shown = shown(10, false);
        assertThat(Exposed.samples(text(shown), "bedrock_batch_job_tags")).isEmpty();

        SequencedMap<String, String> labels = new LinkedHashMap<>();
        labels.put("tag_team", "team");
        labels.put("tag_cost_center", "cost:center");
        shown.metrics().show(new ViewRules(Duration.ofDays(1), 10), new JobSeries(false, labels, false));

        assertThat(Exposed.samples(text(shown), "bedrock_batch_job_tags"))
                .extracting(sample -> sample.replaceFirst(".*,region=\"us-east-1\",", ""))
                .containsExactlyInAnyOrder(
                        "tag_cost_center=\"4\\\"2\",tag_team=\"search\"} 1.0",
                        "tag_cost_center=\"\",tag_team=\"\"} 1.0");
    }

    @Test
    void describesAJob() {
        store.put(row("a", "InProgress", MINUTE));

        assertThat(text(full()))
                .contains("bedrock_batch_job_info{account_id=\"123456789012\","
                        + "job_arn=\"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/a\",job_id=\"a\","
                        + "job_name=\"job-a\",model=\"model-1\",model_id=\"model-1\",region=\"us-east-1\","
                        + "source=\"configured\"} 1");
    }

    @Test
    void showsEveryStatusOfWhichOneIsSet() {
        store.put(row("a", "InProgress", MINUTE));

        List<String> samples = Exposed.samples(text(full()), "bedrock_batch_job_status");

        assertThat(samples).hasSize(11);
        assertThat(samples.stream().filter(sample -> Exposed.value(sample) == 1))
                .singleElement()
                .asString()
                .contains("status=\"InProgress\"");
    }

    @Test
    void showsAnUnknownWordAsUnknown() {
        store.put(row("a", "Pondering", MINUTE));

        String text = text(shown(10, true));

        assertThat(Exposed.samples(text, "bedrock_batch_job_status"))
                .containsExactly("bedrock_batch_job_status{" + OWN + ",status=\"Unknown\"} 1.0");
        assertThat(text).doesNotContain("Pondering");
    }

    @Test
    void showsLookupsOfJobsWithAndWithoutARow() {
        store.put(row("a", "InProgress", MINUTE));
        store.put(row("b", "InProgress", MINUTE));
        store.put(new LookupStatus(JobRows.arn("b"), false, null, null));
        store.put(new LookupStatus(JobRows.arn("c"), false, SUBMIT, null));

        assertThat(Exposed.samples(text(full()), "bedrock_batch_job_lookup_success"))
                .containsExactly(lookup("a", 1), lookup("b", 0), lookup("c", 0));
    }

    @Test
    void countsWhatHasNotHappenedAsZero() {
        ShownJobs metrics = full();
        metrics.targets(List.of(TARGET));

        String text = text(metrics);

        assertThat(Exposed.samples(text, "bedrock_batch_job_transitions_total"))
                .hasSize(32)
                .allMatch(sample -> Exposed.value(sample) == 0)
                .noneMatch(sample -> sample.contains("from=\"Completed\"") || sample.contains("to=\"Submitted\""))
                .noneMatch(sample -> sample.contains("from=\"Unknown\""))
                .noneMatch(sample -> sample.contains("from=\"Stopping\"") && sample.contains("to=\"Expired\""))
                .anyMatch(sample -> sample.contains("from=\"Submitted\"") && sample.contains("to=\"Expired\""));
        assertThat(Exposed.samples(text, "bedrock_batch_jobs")).hasSize(11);
        assertThat(text)
                .contains("bedrock_batch_exporter_poll_last_success_timestamp_seconds{" + HERE + "} 0.0")
                .contains("bedrock_batch_exporter_jobs_dropped{" + HERE + "} 0.0")
                .contains("bedrock_batch_exporter_models_folded{" + HERE + "} 0.0")
                .doesNotContain("_seconds_bucket", "model_id=\"m");
    }

    @Test
    void aFirstJobBringsTheHistogramsAtZero() {
        store.put(row("a", "Submitted", Duration.ZERO));

        String text = text(full());

        assertThat(Exposed.samples(text, "bedrock_batch_job_duration_seconds_count"))
                .hasSize(5)
                .allMatch(sample -> Exposed.value(sample) == 0);
        assertThat(Exposed.samples(text, "bedrock_batch_job_queue_duration_seconds_count"))
                .containsExactly("bedrock_batch_job_queue_duration_seconds_count{" + NOVA + "} 0");
        assertThat(Exposed.samples(text, ENDED)).hasSize(5).allMatch(sample -> Exposed.value(sample) == 0);
        assertThat(Exposed.samples(text, "bedrock_batch_processed_records_total"))
                .hasSize(2)
                .allMatch(sample -> Exposed.value(sample) == 0);
        assertThat(Exposed.samples(text, ACTIVE))
                .hasSize(5)
                .contains(ACTIVE + "{" + NOVA + ",status=\"Submitted\"} 1.0")
                .contains(ACTIVE + "{" + NOVA + ",status=\"Stopping\"} 0.0");
        assertThat(Exposed.samples(text, "bedrock_batch_job_detection_delay_seconds_count"))
                .hasSize(1);
    }

    @Test
    void addsUpTheJournal() {
        TrackedJob row = row("a", "Completed", MINUTE.plusMillis(500), false, new RecordCounts(9L, 9L, 9L, null));
        store.put(row, JobRows.from("InProgress", row), new Settled(row.job().snapshot(), now));

        assertThat(text(full()))
                .contains("job_transitions_total{account_id=\"123456789012\",from=\"InProgress\",region=\"us-east-1\","
                        + "to=\"Completed\"} 1.0")
                .contains(ENDED + "{" + NOVA + ",status=\"Completed\"} 1.0")
                .contains(ENDED + "{" + NOVA + ",status=\"Failed\"} 0.0")
                .contains("job_duration_seconds_bucket{" + NOVA + ",status=\"Completed\",le=\"60.0\"} 0")
                .contains("job_duration_seconds_bucket{" + NOVA + ",status=\"Completed\",le=\"300.0\"} 1")
                .contains("job_duration_seconds_bucket{" + NOVA + ",status=\"Completed\",le=\"+Inf\"} 1")
                .contains("job_duration_seconds_sum{" + NOVA + ",status=\"Completed\"} 60.5")
                .contains("job_detection_delay_seconds_sum{" + HERE + "} 5.0")
                .contains("records_total{account_id=\"123456789012\",model_id=\"model-1\",region=\"us-east-1\","
                        + "result=\"success\"} 9.0")
                .contains("records_total{account_id=\"123456789012\",model_id=\"model-1\",region=\"us-east-1\","
                        + "result=\"error\"} 0.0");
    }

    @Test
    void letsFinishedJobsLeaveInTimeAndKeepsWhatTheyCounted() {
        TrackedJob row = row("a", "Failed", MINUTE);
        store.put(row, JobRows.from("Validating", row));
        ShownJobs metrics = full();
        text(metrics);

        now = row.job().statusObservedAt().plus(Duration.ofHours(1)).minusMillis(1);
        assertThat(Exposed.text(metrics)).contains("job_id=\"a\"");
        now = now.plusMillis(1);
        assertThat(Exposed.text(metrics)).doesNotContain("job_id=\"a\"").contains("to=\"Failed\"} 1.0");
    }

    @Test
    void showsHowManyModelsAreFolded() {
        for (int i = 1; i <= 203; i++) {
            TrackedJob row = ofModel("job" + i, "model-" + i);
            boolean own = i <= 200;
            store.put(row, own ? new JournalEvent[] {new Settled(row.job().snapshot(), now)} : new JournalEvent[0]);
        }
        store.put(ofModel("again", "model-203"));

        String text = text(shown(1, false));

        assertThat(text).contains("bedrock_batch_exporter_models_folded{" + HERE + "} 3.0");
    }

    @Test
    void countsRunningJobsByModelAndOnlyThose() {
        store.put(row("a", "InProgress", MINUTE));
        store.put(row("b", "InProgress", MINUTE));
        store.put(row("c", "Pondering", MINUTE));
        store.put(row("d", "Failed", MINUTE));
        TrackedJob lost = row("e", "Submitted", MINUTE);
        store.put(lost.with(lost.job().givenUp(now), null));
        TrackedJob other = ofModel("f", "model-2");
        store.put(other, JobRows.from("InProgress", other));

        assertThat(Exposed.samples(text(full()), ACTIVE).stream().filter(sample -> Exposed.value(sample) > 0))
                .containsExactlyInAnyOrder(
                        ACTIVE + "{" + NOVA + ",status=\"InProgress\"} 2.0",
                        ACTIVE + "{" + NOVA + ",status=\"Unknown\"} 1.0");
        assertThat(Exposed.samples(text(full()), ACTIVE)).hasSize(11);
    }

    @Test
    void theModelsOfAFullTargetShareOneSeriesFromTheirFirstJobOn() {
        for (int i = 1; i <= 200; i++) {
            TrackedJob row = ofModel("job" + i, "model-" + i);
            store.put(row, new Settled(row.job().snapshot(), now));
        }
        TrackedJob late = row("a", "InProgress", MINUTE).withVersion(1);
        store.put(late.with(
                new Job(late.job().snapshot().toBuilder().modelId("model-201").build(), now, now, false, null), null));

        String text = text(shown(300, false));

        assertThat(Exposed.samples(text, ACTIVE))
                .hasSize(201 * 5)
                .contains(ACTIVE + "{" + NOVA.replace("model-1", "other") + ",status=\"InProgress\"} 1.0");
        assertThat(Exposed.samples(text, ENDED)).hasSize(201 * 5);
        assertThat(text).doesNotContain("active_jobs{account_id=\"123456789012\",model_id=\"model-201\"");
    }

    @Test
    void showsWhatWasCountedBeforeThereWereModelsAndNothingElseOfIt() {
        store.put(row("a", "Submitted", Duration.ZERO));
        store.add(new Total.Key(Total.DURATION_BUCKET, TARGET, "unknown", "Failed", "2"), 3);
        store.add(new Total.Key(Total.DURATION_MILLIS, TARGET, "unknown", "Failed", ""), 4_000);
        String unknown = NOVA.replace("model-1", "unknown");

        String text = text(full());

        assertThat(Exposed.samples(text, ENDED)).hasSize(6).contains(ENDED + "{" + unknown + ",status=\"Failed\"} 3.0");
        assertThat(text).contains("job_duration_seconds_sum{" + unknown + ",status=\"Failed\"} 4.0");
        assertThat(Exposed.samples(text, ACTIVE)).hasSize(5);
        assertThat(Exposed.samples(text, "bedrock_batch_job_queue_duration_seconds_count"))
                .hasSize(1);
        assertThat(Exposed.samples(text, "bedrock_batch_processed_records_total"))
                .hasSize(2);
    }

    @Test
    void showsWhenAJobCameIntoInProgressIfThatWasSeen() {
        TrackedJob row = row("a", "InProgress", MINUTE);
        Observation seen = JobLifecycle.observe(null, row.job().snapshot(), now, SUBMIT);
        store.put(row.with(((Observation.Changed) seen).job(), null));
        store.put(row("b", "InProgress", MINUTE, true, RecordCounts.NONE));

        assertThat(Exposed.samples(text(full()), "bedrock_batch_job_start_timestamp_seconds"))
                .containsExactly("bedrock_batch_job_start_timestamp_seconds{" + OWN + "} 1.79352726025E9");
    }

    @Test
    void keepsTheSamplesOfTotalsUntilTheyChange() {
        Target other = new Target(TARGET.accountId(), "us-west-2");
        TrackedJob row = row("a", "Failed", MINUTE);
        store.put(row, JobRows.from("InProgress", row));
        ShownJobs metrics = full();
        metrics.targets(List.of(TARGET, other));
        metrics.refresh();
        Set<DataPointSnapshot> first = points(metrics);

        store.succeeded(TARGET, now);
        metrics.refresh();
        assertThat(first).as("a poll without news").containsAll(points(metrics));

        store.put(row("b", "Submitted", Duration.ZERO));
        metrics.refresh();
        assertThat(points(metrics).stream()
                        .filter(first::contains)
                        .map(point -> point.getLabels().get("region")))
                .hasSize(32)
                .containsOnly("us-west-2");
    }

    @Test
    void leavesOutTotalsThatCannotBeTrueAndShowsTheOthers() {
        TrackedJob row = row("a", "Completed", MINUTE, false, new RecordCounts(9L, 9L, 7L, 2L));
        store.put(row, JobRows.from("InProgress", row), new Settled(row.job().snapshot(), now));
        store.spoil(new Total.Key(Total.RECORDS, TARGET, "model-1", "success", ""));
        store.spoil(new Total.Key(Total.DURATION_MILLIS, TARGET, "model-1", "Completed", ""));
        store.spoil(new Total.Key(Total.TRANSITIONS, TARGET, "", "Submitted", "Failed"));

        String text = text(full());

        assertThat(Exposed.samples(text, "bedrock_batch_processed_records_total"))
                .singleElement()
                .asString()
                .contains("result=\"error\"} 2.0");
        assertThat(Exposed.samples(text, "bedrock_batch_job_duration_seconds_count"))
                .hasSize(4)
                .noneMatch(sample -> sample.contains("status=\"Completed\""));
        assertThat(Exposed.samples(text, ENDED))
                .as("the count of a sum that cannot be true")
                .hasSize(5)
                .anyMatch(sample -> sample.contains("status=\"Completed\"} 1.0"));
        assertThat(Exposed.samples(text, "bedrock_batch_job_transitions_total"))
                .hasSize(31)
                .anyMatch(sample -> sample.contains("from=\"InProgress\",region=\"us-east-1\",to=\"Completed\"} 1.0"));
    }

    @Test
    void letsAJobLeaveThatEndedInAFarFuture() {
        Instant far = Instant.parse("9999-01-01T00:00:00Z");
        TrackedJob row = row("a", "Failed", Duration.between(SUBMIT, far));
        Job seen = new Job(row.job().snapshot(), far, now, false, far);
        store.put(row.with(seen, null));
        ShownJobs metrics = full();
        assertThat(text(metrics)).contains("job_id=\"a\"");

        now = now.plus(Duration.ofHours(1));

        assertThat(Exposed.text(metrics)).doesNotContain("job_id=\"a\"");
    }

    @Test
    void showsNothingBeforeItIsRestoredAndTheLastStateWhileTheStoreFails() {
        store.put(row("a", "InProgress", MINUTE));
        ShownJobs metrics = full();

        assertThat(Exposed.text(metrics)).isEmpty();
        metrics.refresh();
        store.breakDown();
        assertThatThrownBy(metrics::refresh).isInstanceOf(StoreException.class);
        assertThat(Exposed.text(metrics)).contains("job_id=\"a\"");
    }

    @Test
    void letsTheSeriesOfATargetLeaveThatIsNoLongerWatched() {
        TrackedJob row = row("a", "Failed", MINUTE);
        store.put(row, JobRows.from("Validating", row)).succeeded(TARGET, now);
        ShownJobs metrics = full();
        Target other = new Target(TARGET.accountId(), "us-west-2");
        metrics.targets(List.of(TARGET, other));
        assertThat(text(metrics)).contains("to=\"Failed\"} 1.0");

        metrics.targets(List.of(other));
        metrics.show(arn -> Target.of(arn).equals(other));

        assertThat(text(metrics)).doesNotContain(HERE).contains("us-west-2");
    }

    @Test
    void showsRegionsWhoseAccountIsNotKnownYet() {
        store.succeeded(TARGET, SUBMIT);
        ShownJobs metrics = full();
        metrics.targets(List.of());
        metrics.refresh();
        metrics.unresolved(Set.of(TARGET.region(), "us-west-2"));

        assertThat(Exposed.samples(text(metrics), "bedrock_batch_exporter_poll_last_success_timestamp_seconds"))
                .containsExactlyInAnyOrder(
                        "bedrock_batch_exporter_poll_last_success_timestamp_seconds{" + HERE + "} 1.79352720025E9",
                        "bedrock_batch_exporter_poll_last_success_timestamp_seconds"
                                + "{account_id=\"unknown\",region=\"us-west-2\"} 0.0");
    }

    /** Or nobody would be told that discovery does not run. */
    @Test
    void showsAnUnresolvedRegionInWhichATargetIsNamedToo() {
        store.succeeded(TARGET, SUBMIT);
        ShownJobs metrics = full();
        metrics.unresolved(Set.of(TARGET.region()));

        assertThat(Exposed.samples(text(metrics), "bedrock_batch_exporter_poll_last_success_timestamp_seconds"))
                .contains("bedrock_batch_exporter_poll_last_success_timestamp_seconds{account_id=\"unknown\","
                        + "region=\"us-east-1\"} 0.0");
    }

    @Test
    void sumsUpATargetInALine() {
        store.put(row("a", "InProgress", MINUTE)).put(row("b", "Failed", MINUTE));
        store.put(new LookupStatus(JobRows.arn("c"), false, null, null)).succeeded(TARGET, now);
        ShownJobs metrics = full();
        metrics.targets(List.of(TARGET));
        metrics.refresh();

        assertThat(metrics.summaries()).containsExactly(new TargetSummary(TARGET, 1, 1, 1, now));
    }

    @Test
    void neverShowsHalfOfARecording() throws ExecutionException, InterruptedException {
        ShownJobs metrics = full();
        metrics.refresh();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> recording = threads.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    TrackedJob row = row("a", "InProgress", Duration.ofSeconds(i));
                    store.put(row, JobRows.from("Scheduled", row));
                    metrics.refresh();
                }
            });
            double before = 0;
            while (!recording.isDone()) {
                String text = Exposed.text(metrics);
                double transitions = sum(text, "bedrock_batch_job_transitions_total");
                assertThat(transitions)
                        .isEqualTo(sum(text, "bedrock_batch_job_detection_delay_seconds_count"))
                        .isEqualTo(sum(text, "bedrock_batch_job_queue_duration_seconds_count"))
                        .isGreaterThanOrEqualTo(before);
                before = transitions;
            }
            recording.get();
        }
        assertThat(sum(Exposed.text(metrics), "bedrock_batch_job_transitions_total"))
                .isEqualTo(300);
    }

    private static TrackedJob ofModel(String id, String modelId) {
        TrackedJob row = row(id, "Completed", MINUTE, false, new RecordCounts(1L, 1L, 1L, 0L));
        Job job = row.job();
        return row.with(
                new Job(
                        job.snapshot().toBuilder().modelId(modelId).build(),
                        job.statusChangedAt(),
                        job.statusObservedAt(),
                        job.baseline(),
                        job.endedAt()),
                null);
    }

    @Test
    void keepsWhatWasReadOfATargetUntilSomethingOfItChanges() {
        JobArn arn = JobArn.read("arn:aws:bedrock:us-west-2:123456789012:model-invocation-job/b");
        JobSnapshot elsewhere = JobSnapshot.builder(arn, JobStatus.of("InProgress"), SUBMIT)
                .name("b")
                .modelId("model-1")
                .lastModifiedTime(SUBMIT)
                .build();
        store.put(row("a", "InProgress", MINUTE))
                .put(new TrackedJob(
                        new Job(elsewhere, SUBMIT, SUBMIT, false, null), JobOrigin.DISCOVERED, null, null, 0));
        ShownJobs metrics = full();
        metrics.refresh();
        Set<JobTable> first = tables(metrics);

        store.succeeded(TARGET, now).put(new LookupStatus(JobRows.arn("a"), true, null, now));
        metrics.refresh();
        assertThat(tables(metrics)).as("a poll without news").containsExactlyInAnyOrderElementsOf(first);

        store.put(row("a", "Stopping", MINUTE));
        metrics.refresh();
        assertThat(tables(metrics)).hasSize(2).filteredOn(first::contains).hasSize(1);
        assertThat(written(metrics))
                .contains("status=\"Stopping\"} 1\n")
                .doesNotContain("job_id=\"a\",job_name=\"job-a\",status=\"InProgress\"} 1");
    }

    @Test
    void writesEachLookupAsItIsNow() {
        JobArn a = JobRows.arn("a");
        store.put(row("a", "InProgress", MINUTE));
        ShownJobs metrics = full();
        for (boolean success : List.of(true, false, true)) {
            store.put(new LookupStatus(a, success, null, null));
            metrics.refresh();
            assertThat(written(metrics)).contains("job_id=\"a\"} " + (success ? 1 : 0) + "\n");
        }
    }

    @Test
    void writesAnAbsentJobUntilItIsFoundOrNoLongerWatched() {
        String absent =
                "bedrock_batch_job_lookup_success{account_id=\"123456789012\",region=\"us-east-1\",job_id=\"%s\"} 0\n";
        store.put(row("a", "InProgress", MINUTE));
        ShownJobs metrics = full();
        assertThat(written(metrics)).doesNotContain(absent.formatted("b"));

        store.put(new LookupStatus(JobRows.arn("b"), false, null, null))
                .put(new LookupStatus(JobRows.arn("c"), false, null, null));
        metrics.refresh();
        assertThat(written(metrics)).contains(absent.formatted("b"), absent.formatted("c"));

        metrics.show(arn -> !arn.jobId().equals("c"));
        assertThat(written(metrics)).contains(absent.formatted("b")).doesNotContain("\"c\"");

        store.put(row("b", "InProgress", MINUTE));
        store.put(new LookupStatus(JobRows.arn("b"), true, null, null));
        metrics.refresh();
        assertThat(written(metrics)).doesNotContain(absent.formatted("b")).contains("job_name=\"job-b\"");
    }

    @Test
    void writesAJobUntilItsTimeIsOver() {
        TrackedJob row = row("a", "Failed", MINUTE);
        store.put(row);
        ShownJobs metrics = full();
        metrics.refresh();
        now = row.job().statusObservedAt().plus(Duration.ofHours(1)).minusMillis(1);
        assertThat(written(metrics)).contains("job_id=\"a\"");

        now = now.plusMillis(1);
        assertThat(written(metrics)).doesNotContain("job_id=\"a\"");
    }

    private static Set<JobTable> tables(ShownJobs metrics) {
        return metrics.metrics().families().values().stream()
                .map(Supplier::get)
                .filter(JobFamilies.class::isInstance)
                .flatMap(families -> ((JobFamilies) families).tables().stream())
                .collect(Collectors.toSet());
    }

    /** Returns the samples of transitions, as objects: equal ones are two. */
    private static Set<DataPointSnapshot> points(ShownJobs metrics) {
        Collected transitions = Objects.requireNonNull(
                        metrics.metrics().families().get("bedrock_batch_job_transitions_total"))
                .get();
        Set<DataPointSnapshot> points = Collections.newSetFromMap(new IdentityHashMap<>());
        points.addAll(transitions.snapshots().getFirst().getDataPoints());
        return points;
    }

    /** Returns what a scrape would write. */
    private static String written(ShownJobs metrics) {
        ResilientRegistry registry = new ResilientRegistry(InstantSource.system(), leftOut -> {});
        registry.register(metrics.metrics());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            registry.expose(null, List.of()).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(UTF_8);
    }

    private ShownJobs full() {
        return shown(10, false);
    }

    private ShownJobs shown(int maxJobs, boolean sparse) {
        ShownJobs shown = new ShownJobs(store, () -> now, Duration.ofHours(1), maxJobs, sparse);
        shown.targets(List.of(TARGET));
        return shown;
    }

    private static String text(ShownJobs metrics) {
        metrics.refresh();
        return Exposed.text(metrics);
    }

    private static double sum(String text, String metric) {
        return Exposed.samples(text, metric).stream()
                .mapToDouble(Exposed::value)
                .sum();
    }

    private static String lookup(String id, int value) {
        return "bedrock_batch_job_lookup_success{account_id=\"123456789012\",job_id=\"" + id
                + "\",region=\"us-east-1\"} " + value + ".0";
    }
}
