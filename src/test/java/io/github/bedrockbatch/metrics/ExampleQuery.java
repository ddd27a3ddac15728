package io.github.bedrockbatch.metrics;

/** A query for each metric, as docs/metrics.md shows it. */
final class ExampleQuery {
    private ExampleQuery() {}

    static String of(Metric metric) {
        return switch (metric) {
            case JOB_INFO -> "count by (model) (bedrock_batch_job_info)";
            case JOB_TAGS -> "count by (tag_team) (bedrock_batch_job_tags)";
            case JOB_STATUS -> "bedrock_batch_job_status{status=\"Failed\"} == 1";
            case JOB_STATUS_OBSERVED -> "time() - bedrock_batch_job_status_observed_timestamp_seconds < 3600";
            case JOB_LOOKUP_SUCCESS -> "bedrock_batch_job_lookup_success == 0";
            case JOB_SUBMIT -> "(time() - bedrock_batch_job_submit_timestamp_seconds) / 3600";
            case JOB_LAST_MODIFIED -> "time() - bedrock_batch_job_last_modified_timestamp_seconds";
            case JOB_STATUS_CHANGED -> "time() - bedrock_batch_job_status_changed_timestamp_seconds";
            case JOB_START -> "bedrock_batch_job_start_timestamp_seconds - bedrock_batch_job_submit_timestamp_seconds";
            case JOB_END -> "bedrock_batch_job_end_timestamp_seconds - bedrock_batch_job_submit_timestamp_seconds";
            case JOB_EXPIRATION -> "(bedrock_batch_job_expiration_timestamp_seconds - time()) / 3600";
            case JOB_TOTAL_RECORDS -> "topk(5, bedrock_batch_job_total_records)";
            case JOB_PROCESSED_RECORDS -> "bedrock_batch_job_processed_records / bedrock_batch_job_total_records";
            case JOB_SUCCESS_RECORDS -> "bedrock_batch_job_success_records / bedrock_batch_job_processed_records";
            case JOB_ERROR_RECORDS -> "bedrock_batch_job_error_records > 0";
            case JOB_INPUT_TOKENS -> "topk(5, bedrock_batch_job_input_tokens)";
            case JOB_OUTPUT_TOKENS -> "topk(5, bedrock_batch_job_output_tokens)";
            case JOB_CACHE_READ_TOKENS -> "topk(5, bedrock_batch_job_cache_read_tokens)";
            case JOB_CACHE_WRITE_TOKENS -> "topk(5, bedrock_batch_job_cache_write_tokens)";
            case JOBS -> "sum by (status) (bedrock_batch_jobs)";
            case ACTIVE_JOBS -> "sum by (account_id, region, model_id) (bedrock_batch_active_jobs)";
            case JOBS_ENDED -> "sum by (model_id, status) (increase(bedrock_batch_jobs_ended_total[1d]))";
            case TRANSITIONS -> "sum by (from, to) (increase(bedrock_batch_job_transitions_total[1d]))";
            case DURATION ->
                "histogram_quantile(0.5, sum by (model_id, le)"
                        + " (increase(bedrock_batch_job_duration_seconds_bucket[1d])))";
            case QUEUE_DURATION ->
                "histogram_quantile(0.9, sum by (model_id, le)"
                        + " (increase(bedrock_batch_job_queue_duration_seconds_bucket[1d])))";
            case DETECTION_DELAY ->
                "histogram_quantile(0.99, sum by (le)"
                        + " (increase(bedrock_batch_job_detection_delay_seconds_bucket[1d])))";
            case PROCESSED_RECORDS -> "sum by (model_id, result) (increase(bedrock_batch_processed_records_total[1d]))";
            case PROCESSED_TOKENS -> "sum by (model_id, type) (increase(bedrock_batch_processed_tokens_total[1d]))";
            case ACCOUNT_INFO ->
                "sum by (account_id, status) (bedrock_batch_jobs) * on (account_id) group_left (account_name)"
                        + " bedrock_batch_account_info";
            case BUILD_INFO -> "count by (version) (bedrock_batch_exporter_build_info)";
            case POLL_LAST_SUCCESS -> "time() - bedrock_batch_exporter_poll_last_success_timestamp_seconds";
            case POLL_INTERVAL -> "bedrock_batch_exporter_poll_interval_seconds";
            case TARGET_ERROR -> "bedrock_batch_exporter_target_error";
            case POLL_DURATION ->
                "histogram_quantile(0.99, sum by (le) (rate(bedrock_batch_exporter_poll_duration_seconds_bucket[1h])))";
            case POLLS -> "sum by (result) (rate(bedrock_batch_exporter_polls_total[10m]))";
            case POLL_PLANNED_REQUESTS -> "topk(5, bedrock_batch_exporter_poll_planned_requests)";
            case OBSERVATIONS_SKIPPED ->
                "sum by (reason) (increase(bedrock_batch_exporter_observations_skipped_total[1d]))";
            case AWS_REQUESTS -> "sum by (operation) (rate(bedrock_batch_exporter_aws_requests_total[10m]))";
            case AWS_REQUEST_ERRORS ->
                "sum by (operation, code) (increase(bedrock_batch_exporter_aws_request_errors_total[1h])) > 0";
            case AWS_REQUEST_DURATION ->
                "histogram_quantile(0.9, sum by (operation, le)"
                        + " (rate(bedrock_batch_exporter_aws_request_duration_seconds_bucket[10m])))";
            case MANIFESTS -> "sum by (result) (increase(bedrock_batch_exporter_manifests_total[1d]))";
            case NOTIFICATIONS -> "sum by (result) (increase(bedrock_batch_exporter_notifications_total[1h]))";
            case NOTIFICATION_AGE ->
                "histogram_quantile(0.9, sum by (le)"
                        + " (rate(bedrock_batch_exporter_notification_age_seconds_bucket[1h])))";
            case NOTIFICATION_QUEUE_SUCCESS -> "bedrock_batch_exporter_notification_queue_success == 0";
            case JOBS_DROPPED -> "bedrock_batch_exporter_jobs_dropped > 0";
            case MODELS_FOLDED -> "bedrock_batch_exporter_models_folded > 0";
            case CONFIG_RELOAD_SUCCESSFUL -> "bedrock_batch_exporter_config_last_reload_successful == 0";
            case CONFIG_RELOAD_SUCCESS ->
                "time() - bedrock_batch_exporter_config_last_reload_success_timestamp_seconds";
            case STORE_ERRORS -> "increase(bedrock_batch_exporter_store_errors_total[1h]) > 0";
            case STORE_SIZE -> "bedrock_batch_exporter_store_size_bytes / 1024 / 1024";
            case EVENTS_PENDING -> "bedrock_batch_exporter_events_pending > 0";
            case VIEW_AGE -> "bedrock_batch_exporter_view_age_seconds > 60";
            case LEASE_HOLDER -> "bedrock_batch_exporter_lease_holder == 1";
            case CLOCK_SKEW -> "abs(bedrock_batch_exporter_clock_skew_seconds) > 1";
        };
    }
}
