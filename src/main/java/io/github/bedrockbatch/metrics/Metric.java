package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The metrics that are exported, each with its type, its labels and its help. */
enum Metric {
    JOB_INFO(
            "bedrock_batch_job_info",
            Type.INFO,
            "Facts about a job that do not change. Always 1.",
            Scope.JOB,
            "job_arn",
            "model_id",
            "model",
            "source"),
    JOB_TAGS(
            "bedrock_batch_job_tags",
            Type.GAUGE,
            "Tags of a job that metrics.tag_labels names, always 1. A tag that the job does not have is empty. Absent while"
                    + " the tags are not known.",
            Scope.JOB,
            "tag_<key>"),
    JOB_STATUS(
            "bedrock_batch_job_status",
            Type.GAUGE,
            "Whether a job is in a status (1) or not (0). Unknown stands for statuses that AWS added.",
            Scope.JOB,
            "status"),
    JOB_STATUS_OBSERVED(
            "bedrock_batch_job_status_observed_timestamp_seconds",
            Type.GAUGE,
            "When the exporter recorded the transition into the present status. Absent for a baseline.",
            Scope.JOB),
    JOB_LOOKUP_SUCCESS(
            "bedrock_batch_job_lookup_success",
            Type.GAUGE,
            "Whether the last lookup of a job succeeded (1) or not (0): not found, denied or failing.",
            Scope.JOB_ID),
    JOB_SUBMIT(
            "bedrock_batch_job_submit_timestamp_seconds",
            Type.GAUGE,
            "When a job was submitted, by AWS's clock.",
            Scope.JOB),
    JOB_LAST_MODIFIED(
            "bedrock_batch_job_last_modified_timestamp_seconds",
            Type.GAUGE,
            "When a job last changed, by AWS's clock.",
            Scope.JOB),
    JOB_STATUS_CHANGED(
            "bedrock_batch_job_status_changed_timestamp_seconds",
            Type.GAUGE,
            "When a job came into its present status, by AWS's clock.",
            Scope.JOB),
    JOB_START(
            "bedrock_batch_job_start_timestamp_seconds",
            Type.GAUGE,
            "When a job came into InProgress, by AWS's clock. Absent when that was not seen.",
            Scope.JOB),
    JOB_END(
            "bedrock_batch_job_end_timestamp_seconds",
            Type.GAUGE,
            "When a job ended, by AWS's clock: the time of its last change when it was first seen in a terminal status.",
            Scope.JOB),
    JOB_EXPIRATION(
            "bedrock_batch_job_expiration_timestamp_seconds",
            Type.GAUGE,
            "When a job expires unless it has ended before, by AWS's clock.",
            Scope.JOB),
    JOB_TOTAL_RECORDS(
            "bedrock_batch_job_total_records",
            Type.GAUGE,
            "Records in a job's input. Absent when AWS sends none.",
            Scope.JOB),
    JOB_PROCESSED_RECORDS(
            "bedrock_batch_job_processed_records",
            Type.GAUGE,
            "Records of a job processed so far. AWS updates it with up to a minute's lag.",
            Scope.JOB),
    JOB_SUCCESS_RECORDS(
            "bedrock_batch_job_success_records",
            Type.GAUGE,
            "Records of a job processed with success so far.",
            Scope.JOB),
    JOB_ERROR_RECORDS("bedrock_batch_job_error_records", Type.GAUGE, "Records of a job that failed so far.", Scope.JOB),
    JOB_INPUT_TOKENS(
            "bedrock_batch_job_input_tokens",
            Type.GAUGE,
            "Tokens that a job read, from its output manifest. Absent until the manifest is read.",
            Scope.JOB),
    JOB_OUTPUT_TOKENS(
            "bedrock_batch_job_output_tokens",
            Type.GAUGE,
            "Tokens that a job wrote, from its output manifest. Absent until the manifest is read.",
            Scope.JOB),
    JOB_CACHE_READ_TOKENS(
            "bedrock_batch_job_cache_read_tokens",
            Type.GAUGE,
            "Tokens that a job read from the prompt cache, from its output manifest. Absent when the manifest has none.",
            Scope.JOB),
    JOB_CACHE_WRITE_TOKENS(
            "bedrock_batch_job_cache_write_tokens",
            Type.GAUGE,
            "Tokens that a job wrote to the prompt cache, from its output manifest. Absent when the manifest has none.",
            Scope.JOB),
    JOBS("bedrock_batch_jobs", Type.GAUGE, "Jobs shown here, by status.", Scope.TARGET, "status"),
    ACTIVE_JOBS(
            "bedrock_batch_active_jobs",
            Type.GAUGE,
            "Jobs shown here that have not ended, by model and status: what a quota on submitted and running jobs of a model"
                    + " counts." + Metric.BY_MODEL,
            Scope.TARGET,
            "model_id",
            "status"),
    JOBS_ENDED(
            "bedrock_batch_jobs_ended_total",
            Type.COUNTER,
            "Jobs that ended, by model and terminal status." + Metric.BY_MODEL,
            Scope.TARGET,
            "model_id",
            "status"),
    TRANSITIONS(
            "bedrock_batch_job_transitions_total",
            Type.COUNTER,
            "Status changes of jobs, by old and new status. Each possible pair exists at 0 before its first job.",
            Scope.TARGET,
            "from",
            "to"),
    DURATION(
            "bedrock_batch_job_duration_seconds",
            Type.HISTOGRAM,
            "Time from the submission of a job to its end." + Metric.BY_MODEL,
            Scope.TARGET,
            "model_id",
            "status"),
    QUEUE_DURATION(
            "bedrock_batch_job_queue_duration_seconds",
            Type.HISTOGRAM,
            "Time from the submission of a job until it came into InProgress, where that was seen." + Metric.BY_MODEL,
            Scope.TARGET,
            "model_id"),
    DETECTION_DELAY(
            "bedrock_batch_job_detection_delay_seconds",
            Type.HISTOGRAM,
            "Time from a change of status, by AWS's clock, until the exporter saw it. Absent until the target"
                    + " has a job.",
            Scope.TARGET),
    PROCESSED_RECORDS(
            "bedrock_batch_processed_records_total",
            Type.COUNTER,
            "Records of finished jobs, counted once for each job when its counts have settled." + Metric.BY_MODEL,
            Scope.TARGET,
            "model_id",
            "result"),
    PROCESSED_TOKENS(
            "bedrock_batch_processed_tokens_total",
            Type.COUNTER,
            "Tokens of finished jobs by type, from their output manifests. Each job is counted once. Absent if no manifest"
                    + " was read." + Metric.BY_MODEL,
            Scope.TARGET,
            "model_id",
            "type"),
    ACCOUNT_INFO(
            "bedrock_batch_account_info",
            Type.INFO,
            "Name of an account, from aws.account_names. Always 1.",
            Scope.PROCESS,
            "account_id",
            "account_name"),
    BUILD_INFO(
            "bedrock_batch_exporter_build_info",
            Type.INFO,
            "Version, revision and Java version of the exporter. Always 1.",
            Scope.PROCESS,
            "version",
            "revision",
            "java_version"),
    POLL_LAST_SUCCESS(
            "bedrock_batch_exporter_poll_last_success_timestamp_seconds",
            Type.GAUGE,
            "When a target was last polled successfully, by any replica. 0 until the first time. The account is"
                    + " unknown until AWS has returned it.",
            Scope.TARGET),
    POLL_INTERVAL(
            "bedrock_batch_exporter_poll_interval_seconds",
            Type.GAUGE,
            "Time between two polls of a target that is in force now: poll.interval, poll.active_interval or poll.idle_interval,"
                    + " depending on its jobs. The same on every replica.",
            Scope.TARGET),
    TARGET_ERROR(
            "bedrock_batch_exporter_target_error",
            Type.GAUGE,
            "Why the last poll of a target by this replica failed. Always 1, and absent when it did not fail."
                    + " The account is unknown until AWS has returned it.",
            Scope.TARGET,
            "code"),
    POLL_DURATION("bedrock_batch_exporter_poll_duration_seconds", Type.HISTOGRAM, "Duration of polls.", Scope.TARGET),
    POLLS(
            "bedrock_batch_exporter_polls_total",
            Type.COUNTER,
            "Polls by result: success (all jobs were read), partial (some were), error (none were). account_id is `unknown`"
                    + " until AWS has named the account.",
            Scope.TARGET,
            "result"),
    POLL_PLANNED_REQUESTS(
            "bedrock_batch_exporter_poll_planned_requests",
            Type.GAUGE,
            "Requests to AWS that the last poll had planned.",
            Scope.TARGET),
    OBSERVATIONS_SKIPPED(
            "bedrock_batch_exporter_observations_skipped_total",
            Type.COUNTER,
            "Answers about jobs that were ignored: older than what is known (stale), unreadable or impossible"
                    + " (invalid).",
            Scope.TARGET,
            "reason"),
    AWS_REQUESTS(
            "bedrock_batch_exporter_aws_requests_total",
            Type.COUNTER,
            "Requests to AWS, including retries. While the account of a region is not known, account_id is"
                    + " `unknown`.",
            Scope.TARGET,
            "operation"),
    AWS_REQUEST_ERRORS(
            "bedrock_batch_exporter_aws_request_errors_total",
            Type.COUNTER,
            "Failed requests to AWS, including retries.",
            Scope.TARGET,
            "operation",
            "code"),
    AWS_REQUEST_DURATION(
            "bedrock_batch_exporter_aws_request_duration_seconds",
            Type.HISTOGRAM,
            "Duration of each request attempt to AWS, except ReceiveMessage (long polling). Absent until the"
                    + " first request.",
            Scope.TARGET,
            "operation"),
    MANIFESTS(
            "bedrock_batch_exporter_manifests_total",
            Type.COUNTER,
            "Attempts to read the output manifests of finished jobs.",
            Scope.TARGET,
            "result"),
    NOTIFICATIONS(
            "bedrock_batch_exporter_notifications_total",
            Type.COUNTER,
            "SQS messages by result: recorded (the job was refreshed), ignored (not a watched job), malformed"
                    + " (deleted unread), failed (will be redelivered).",
            Scope.TARGET,
            "result"),
    NOTIFICATION_AGE(
            "bedrock_batch_exporter_notification_age_seconds",
            Type.HISTOGRAM,
            "Time from an event, by EventBridge's clock, until its message was received.",
            Scope.TARGET),
    NOTIFICATION_QUEUE_SUCCESS(
            "bedrock_batch_exporter_notification_queue_success",
            Type.GAUGE,
            "Whether the last attempt to receive from a queue succeeded (1) or failed (0). Absent until the first attempt has ended.",
            Scope.TARGET,
            "queue"),
    JOBS_DROPPED(
            "bedrock_batch_exporter_jobs_dropped",
            Type.GAUGE,
            "Jobs that are left out of /metrics now because there are more than retention.max_jobs.",
            Scope.TARGET),
    MODELS_FOLDED(
            "bedrock_batch_exporter_models_folded",
            Type.GAUGE,
            "Models without series of their own, counted under model_id=\"other\".",
            Scope.TARGET),
    CONFIG_RELOAD_SUCCESSFUL(
            "bedrock_batch_exporter_config_last_reload_successful",
            Type.GAUGE,
            "Whether the last loading of the configuration succeeded.",
            Scope.PROCESS),
    CONFIG_RELOAD_SUCCESS(
            "bedrock_batch_exporter_config_last_reload_success_timestamp_seconds",
            Type.GAUGE,
            "When the configuration was last loaded with success.",
            Scope.PROCESS),
    STORE_ERRORS(
            "bedrock_batch_exporter_store_errors_total", Type.COUNTER, "Uses of the store that failed.", Scope.PROCESS),
    STORE_SIZE(
            "bedrock_batch_exporter_store_size_bytes",
            Type.GAUGE,
            "Size of the store's file and of its write-ahead log. With SQLite only.",
            Scope.PROCESS),
    EVENTS_PENDING(
            "bedrock_batch_exporter_events_pending",
            Type.GAUGE,
            "Journal entries that the event log has yet to write.",
            Scope.PROCESS),
    VIEW_AGE(
            "bedrock_batch_exporter_view_age_seconds",
            Type.GAUGE,
            "How far /metrics is behind the store, in seconds. 0 while it is up to date.",
            Scope.PROCESS),
    LEASE_HOLDER(
            "bedrock_batch_exporter_lease_holder",
            Type.GAUGE,
            "1 on the replica that has the lease, such as that of the event log, else 0. With PostgreSQL only.",
            Scope.PROCESS,
            "lease"),
    CLOCK_SKEW(
            "bedrock_batch_exporter_clock_skew_seconds",
            Type.GAUGE,
            "How far the clock of this machine is ahead of the database's. With PostgreSQL only.",
            Scope.PROCESS);

    /** A metric's type; an info is a gauge that is always 1. */
    enum Type {
        GAUGE,
        INFO,
        COUNTER,
        HISTOGRAM;

        String word() {
            return this == INFO ? "gauge" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a sample is about, which gives its first labels. */
    private enum Scope {
        PROCESS,
        TARGET("account_id", "region"),
        JOB_ID("account_id", "region", "job_id"),
        JOB("account_id", "region", "job_id", "job_name");

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> labels;

        Scope(String... labels) {
            this.labels = List.of(labels);
        }
    }

    /** From when the series of a model exist, and how many models have some. */
    private static final String BY_MODEL =
            " The series of a model begin with the first job that is seen before its end. At most 200"
                    + " models per account and region have their own. Further models are counted as `other`.";

    private final String fullName;
    private final Type type;
    private final String help;
    private final Scope scope;

    @SuppressWarnings("ImmutableEnumChecker") // made by Stream.toList
    private final List<String> labelNames;

    @SuppressWarnings("ImmutableEnumChecker") // immutable, though not annotated so
    private final MetricMetadata metadata;

    Metric(String fullName, Type type, String help, Scope scope, String... further) {
        this.fullName = fullName;
        this.type = type;
        this.help = help;
        this.scope = scope;
        this.labelNames =
                Stream.concat(scope.labels.stream(), Arrays.stream(further)).toList();
        this.metadata = new MetricMetadata(baseName(fullName), help);
    }

    /** Returns the name in queries; of a histogram without its suffixes. */
    String fullName() {
        return fullName;
    }

    Type type() {
        return type;
    }

    String help() {
        return help;
    }

    List<String> labelNames() {
        return labelNames;
    }

    /** Returns the names of the labels that it has beside those of all metrics about the same. */
    List<String> furtherLabelNames() {
        return labelNames.subList(scope.labels.size(), labelNames.size());
    }

    /** Returns the names of its labels, for the client library's builders. */
    String[] labelNameArray() {
        return labelNames.toArray(String[]::new);
    }

    /** Returns name and help as the client library wants them: without the suffix that it adds itself. */
    MetricMetadata metadata() {
        return metadata;
    }

    /** Returns its labels with these values, in the order of {@link #labelNames()}. */
    Labels labels(String... values) {
        return Labels.of(labelNameArray(), values);
    }

    private static String baseName(String name) {
        return name.replaceFirst("_(total|info)$", "");
    }
}
