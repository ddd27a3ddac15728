package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whether replicas show the same series with the same values, but for what is about the process. */
final class SameSeries {
    /** The exporter's own, which each process counts for itself. All others are of the store. */
    private static final List<String> OF_THE_PROCESS = List.of(
            "jvm_",
            "process_",
            "bedrock_batch_exporter_poll_duration_seconds",
            "bedrock_batch_exporter_polls_total",
            "bedrock_batch_exporter_poll_planned_requests",
            "bedrock_batch_exporter_observations_skipped_total",
            "bedrock_batch_exporter_aws_requests_total",
            "bedrock_batch_exporter_aws_request_errors_total",
            "bedrock_batch_exporter_aws_request_duration_seconds",
            "bedrock_batch_exporter_manifests_total",
            "bedrock_batch_exporter_notifications_total",
            "bedrock_batch_exporter_notification_age_seconds",
            "bedrock_batch_exporter_notification_queue_success",
            "bedrock_batch_exporter_config_last_reload_success_timestamp_seconds",
            "bedrock_batch_exporter_store_errors_total",
            "bedrock_batch_exporter_clock_skew_seconds",
            "bedrock_batch_exporter_view_age_seconds",
            "bedrock_batch_exporter_lease_holder");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_DIFFERENCES = 20;

    private SameSeries() {}

    /** Holds that scrapes at the same time are the same. Targets are polled meanwhile, so it may take a few scrapes. */
    static void assertOf(List<ReplicaSlot> slots) {
        await("the same series").atMost(PATIENCE).untilAsserted(() -> {
            List<Map<String, Double>> scrapes =
                    slots.parallelStream().map(slot -> slot.process().scrape()).toList();
            for (Map<String, Double> other : scrapes) {
                assertThat(differences(scrapes.getFirst(), other)).isEmpty();
            }
        });
    }

    private static Map<String, String> differences(Map<String, Double> one, Map<String, Double> other) {
        Map<String, String> differences = new TreeMap<>();
        Stream.concat(one.keySet().stream(), other.keySet().stream())
                .filter(series -> OF_THE_PROCESS.stream().noneMatch(series::startsWith))
                .filter(series -> !Objects.equals(one.get(series), other.get(series)))
                .distinct()
                .limit(MAX_DIFFERENCES)
                .forEach(series -> differences.put(series, one.get(series) + " and " + other.get(series)));
        return differences;
    }
}
