package io.github.bedrockbatch.metrics;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.notification.NotificationListener;
import io.github.bedrockbatch.notification.NotificationListener.Operation;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.testing.SilentQueue;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ExporterMetricsTest {
    private static final String PREFIX = "bedrock_batch_exporter_";
    private static final String HERE = "account_id=\"123456789012\",region=\"us-east-1\"";

    private static final List<String> OPERATIONS = List.of("GetModelInvocationJob", "ListModelInvocationJobs");

    private static final ManifestResult ABSENT = new ManifestResult.Unread(ManifestResult.Cause.ABSENT, "no such key");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Set<Target> hidden = new HashSet<>();
    private final Set<Target> hiddenQueues = new HashSet<>();
    private final ExporterMetrics metrics = new ExporterMetrics(
            registry,
            "1.2.3",
            "0a1b2c",
            () -> 7,
            () -> Duration.ofSeconds(9),
            new ShownSeries(target -> !hidden.contains(target), home -> !hiddenQueues.contains(home)));

    @Test
    void aReplicaSaysWhetherItHasTheLeaseAndHowItsClockDiffersOnceThatIsKnown() {
        AtomicReference<Optional<Duration>> skew = new AtomicReference<>(Optional.empty());
        metrics.addReplica("eventlog", () -> true, skew::get);
        assertThat(Exposed.text(registry))
                .contains(PREFIX + "lease_holder{lease=\"eventlog\"} 1.0")
                .doesNotContain(PREFIX + "clock_skew_seconds ");

        skew.set(Optional.of(Duration.ofMillis(-1_500)));
        assertThat(Exposed.text(registry)).contains(PREFIX + "clock_skew_seconds -1.5");
    }

    @Test
    void hasEverySeriesOfATargetFromTheStart() {
        metrics.initTarget(TARGET, OPERATIONS);

        String text = Exposed.text(registry);

        assertThat(Exposed.samples(text, PREFIX + "polls_total")).hasSize(3);
        assertThat(Exposed.samples(text, PREFIX + "observations_skipped_total")).hasSize(2);
        assertThat(Exposed.samples(text, PREFIX + "aws_requests_total")).hasSize(2);
        assertThat(Exposed.samples(text, PREFIX + "aws_request_errors_total"))
                .hasSize(2 * ErrorCodes.ALL.size())
                .allMatch(sample -> Exposed.value(sample) == 0);
        assertThat(Exposed.samples(text, PREFIX + "poll_duration_seconds_count"))
                .hasSize(1);
    }

    /** Also after polls that found nothing. */
    @Test
    void aTargetWithoutAJobHasFewSeries() {
        ShownJobs jobs = new ShownJobs(new FakeStore(), () -> SUBMIT, Duration.ofDays(1), 10, false);
        jobs.targets(List.of(TARGET));
        jobs.refresh();
        registry.register(jobs.metrics());
        metrics.initTarget(TARGET, OPERATIONS);
        metrics.attempted(TARGET, "ListModelInvocationJobs", Duration.ofMillis(30), null);
        metrics.ended(new CycleResult(TARGET, Outcome.SUCCESS, Duration.ofSeconds(2), 1, 0, 0, "", List.of()));

        assertThat(Exposed.text(registry).lines().filter(line -> line.contains("region=\"us-east-1\"")))
                .hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void whatIsHiddenLeavesAndComesBackWithItsValue() {
        Target other = new Target(TARGET.accountId(), "us-west-2");
        metrics.initTarget(TARGET, OPERATIONS);
        metrics.initTarget(other, OPERATIONS);
        metrics.initManifests(TARGET);
        metrics.initQueues(List.of(TARGET));
        metrics.attempted(TARGET, "GetModelInvocationJob", Duration.ofMillis(30), null);
        metrics.ended(new CycleResult(TARGET, Outcome.SUCCESS, Duration.ofSeconds(2), 1, 0, 0, "", List.of()));
        String before = Exposed.text(registry);

        hidden.add(TARGET);
        hiddenQueues.add(TARGET);
        metrics.ended(new CycleResult(TARGET, Outcome.SUCCESS, Duration.ofSeconds(2), 1, 0, 0, "", List.of()));
        assertThat(Exposed.text(registry)).doesNotContain("us-east-1").contains("us-west-2", PREFIX + "build_info");
        hidden.clear();
        assertThat(Exposed.text(registry))
                .contains("polls_total{" + HERE + ",result=\"success\"} 2.0")
                .doesNotContain("notifications_total{" + HERE);
        hiddenQueues.clear();

        assertThat(before.lines().map(line -> line.replaceAll(" [0-9.]+$", "")).toList())
                .isEqualTo(Exposed.text(registry)
                        .lines()
                        .map(line -> line.replaceAll(" [0-9.]+$", ""))
                        .toList());
    }

    @Test
    void countsRequestsAndTheirErrorsByBoundedCodes() {
        metrics.attempted(TARGET, "GetModelInvocationJob", Duration.ofMillis(30), "ThrottlingException");
        metrics.attempted(TARGET, "GetModelInvocationJob", Duration.ofMillis(30), "Surprise");
        metrics.attempted(TARGET, "GetModelInvocationJob", Duration.ofMillis(30), null);

        assertThat(Exposed.text(registry))
                .contains("aws_requests_total{account_id=\"123456789012\",operation=\"GetModelInvocationJob\","
                        + "region=\"us-east-1\"} 3.0")
                .contains("code=\"ThrottlingException\",operation=\"GetModelInvocationJob\",region=\"us-east-1\"} 1.0")
                .contains("code=\"Other\",operation=\"GetModelInvocationJob\",region=\"us-east-1\"} 1.0")
                .doesNotContain("Surprise");
    }

    @Test
    void hasEverySeriesOfAQueueFromTheStartAndCountsWhatItBrings() {
        metrics.initQueues(List.of(TARGET));
        String text = Exposed.text(registry);
        assertThat(Exposed.samples(text, PREFIX + "notifications_total"))
                .hasSize(4)
                .allMatch(sample -> Exposed.value(sample) == 0);
        assertThat(Exposed.samples(text, PREFIX + "notification_age_seconds_count"))
                .hasSize(1);
        assertThat(Exposed.samples(text, PREFIX + "aws_requests_total")).hasSize(2);

        NotificationQueue queue = new SilentQueue(TARGET);
        metrics.notifications().ended(queue, HintOutcome.RECORDED, 3);
        metrics.notifications().malformed(queue, 100, "no JSON");
        metrics.notifications().received(queue, Duration.ofMillis(200));
        metrics.attempted(TARGET, "ReceiveMessage", Duration.ofSeconds(20), null);
        metrics.attempted(TARGET, "DeleteMessageBatch", Duration.ofMillis(30), null);
        metrics.notifications().looked(TARGET, new HintResult(Map.of(), 2));

        assertThat(Exposed.text(registry))
                .contains("notifications_total{" + HERE + ",result=\"recorded\"} 3.0")
                .contains("notifications_total{" + HERE + ",result=\"malformed\"} 1.0")
                .contains("notification_age_seconds_sum{" + HERE + "} 0.2")
                .contains("operation=\"ReceiveMessage\",region=\"us-east-1\"} 1.0")
                .contains("reason=\"stale\",region=\"us-east-1\"} 2.0")
                .doesNotContain("aws_request_duration_seconds_count{account_id=\"123456789012\",operation=\"Receive");
    }

    @Test
    void showsOfEachQueueWhetherItIsReceivedFrom() {
        NotificationQueue queue = new SilentQueue(TARGET);
        String series =
                "notification_queue_success{account_id=\"123456789012\",queue=\"silent\",region=\"us-east-1\"} ";
        NotificationListener notifications = metrics.notifications();

        notifications.failed(queue, Operation.DELETE, "denied");
        assertThat(Exposed.text(registry)).doesNotContain("notification_queue_success{");
        notifications.failed(queue, Operation.RECEIVE, "denied");
        assertThat(Exposed.text(registry)).contains(series + "0.0");
        notifications.succeeded(queue, Operation.DELETE);
        assertThat(Exposed.text(registry)).contains(series + "0.0");
        notifications.succeeded(queue, Operation.RECEIVE);
        assertThat(Exposed.text(registry)).contains(series + "1.0");
        notifications.left(queue);
        assertThat(Exposed.text(registry)).doesNotContain("notification_queue_success{");
    }

    @Test
    void countsPolls() {
        metrics.ended(new CycleResult(
                TARGET, Outcome.PARTIAL, Duration.ofSeconds(2), 3, 4, 5, "throttled", List.of("throttled")));

        assertThat(Exposed.text(registry))
                .contains("polls_total{" + HERE + ",result=\"partial\"} 1.0")
                .contains("poll_planned_requests{" + HERE + "} 3.0")
                .contains("poll_duration_seconds_sum{" + HERE + "} 2.0")
                .contains("reason=\"stale\",region=\"us-east-1\"} 4.0")
                .contains("reason=\"invalid\",region=\"us-east-1\"} 5.0");
    }

    @Test
    void countsNoPollThatTheProgramsEndInterrupts() {
        metrics.initTarget(TARGET, List.of());
        metrics.ended(
                new CycleResult(TARGET, Outcome.INTERRUPTED, Duration.ofSeconds(2), 3, 0, 0, "interrupted", List.of()));

        assertThat(Exposed.samples(Exposed.text(registry), PREFIX + "polls_total"))
                .extracting(sample -> sample.replaceFirst(".*result=\"(.*)\"}", "$1"))
                .containsExactlyInAnyOrder("success 0.0", "partial 0.0", "error 0.0");
        assertThat(Exposed.text(registry)).contains("poll_duration_seconds_count{" + HERE + "} 0");
    }

    @Test
    void countsManifestsWithASeriesForEachResultOnlyWhereTheyAreRead() {
        assertThat(Exposed.samples(Exposed.text(registry), PREFIX + "manifests_total"))
                .isEmpty();

        metrics.initManifests(TARGET);
        metrics.attempted(JobRows.row("a", "Completed", Duration.ZERO).job().snapshot(), ABSENT, false);

        assertThat(Exposed.samples(Exposed.text(registry), PREFIX + "manifests_total"))
                .extracting(sample -> sample.replaceFirst(".*result=\"(.*)\"}", "$1"))
                .containsExactlyInAnyOrder(
                        "success 0.0", "absent 1.0", "denied 0.0", "malformed 0.0", "too_large 0.0", "error 0.0");
    }

    @Test
    void showsTheProcess() {
        metrics.configurationLoaded(SUBMIT);
        metrics.configurationRejected();
        metrics.storeFailed();

        assertThat(Exposed.text(registry))
                .contains(PREFIX + "config_last_reload_successful 0.0")
                .contains(PREFIX + "config_last_reload_success_timestamp_seconds 1.79352720025E9")
                .contains(PREFIX + "store_errors_total 1.0")
                .contains(PREFIX + "events_pending 7.0")
                .contains(PREFIX + "view_age_seconds 9.0")
                .contains("revision=\"0a1b2c\",version=\"1.2.3\"} 1");
    }

    @Test
    void countsPollsThatCannotBeginAsErrors() {
        metrics.initUnresolved("us-west-2");
        metrics.notBegun(TARGET, "Other", "another account's credentials");

        assertThat(Exposed.samples(Exposed.text(registry), PREFIX + "polls_total"))
                .contains(
                        PREFIX + "polls_total{account_id=\"unknown\",region=\"us-west-2\",result=\"error\"} 0.0",
                        PREFIX + "polls_total{account_id=\"123456789012\",region=\"us-east-1\",result=\"error\"} 1.0");
    }

    @Test
    void addsTheJvmAndTheProcessUnderPrometheusNames() {
        try (RuntimeMetrics runtime = metrics.bindRuntime()) {
            assertThat(runtime).isNotNull();
            assertThat(Exposed.families(Exposed.text(registry)))
                    .contains(
                            "jvm_memory_used_bytes",
                            "jvm_info",
                            "jvm_threads_live_threads",
                            "jvm_classes_loaded_classes")
                    .allMatch(name -> name.matches("(bedrock_batch|jvm|process)_.*"))
                    .filteredOn(name -> name.startsWith("process_"))
                    .containsExactlyInAnyOrder(
                            "process_cpu_seconds_total",
                            "process_max_fds",
                            "process_open_fds",
                            "process_resident_memory_bytes",
                            "process_start_time_seconds",
                            "process_virtual_memory_bytes");
        }
    }
}
