package io.github.bedrockbatch.config;

import static io.github.bedrockbatch.config.Durations.wholeSeconds;
import static io.github.bedrockbatch.config.Durations.within;

import io.github.bedrockbatch.config.Key.Group;
import io.github.bedrockbatch.config.Key.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue of the configuration's keys, in the order in which the documents show them. */
final class Keys {
    static final Group<Configuration, PollConfig> POLL =
            Group.of("poll", Configuration::poll, Poll.ALL, "How often AWS is asked.");
    static final Group<Configuration, DiscoveryConfig> DISCOVERY = Group.list(
            "discovery",
            Configuration::discovery,
            Discovery.ALL,
            "Selectors of jobs to watch as they appear in a region. With neither `jobs` nor `discovery`, every job of"
                    + " your own account in your own region is watched.");
    static final Group<Configuration, AwsConfig> AWS =
            Group.of("aws", Configuration::aws, AwsKeys.ALL, "How AWS is reached.");
    static final Group<Configuration, RetentionConfig> RETENTION =
            Group.of("retention", Configuration::retention, Retention.ALL, "What is kept, and how long.");
    static final Group<Configuration, StoreConfig> STORE = Group.of(
            "store",
            Configuration::store,
            Store.ALL,
            "Where state is kept. `path` is SQLite's, the keys after it are PostgreSQL's. A change of these keys needs a"
                    + " restart.");
    static final Group<Configuration, EventsConfig> EVENTS =
            Group.of("events", Configuration::events, Events.ALL, "What transition events show.");
    static final Group<Configuration, ManifestsConfig> MANIFESTS = Group.of(
            "manifests",
            Configuration::manifests,
            Manifests.ALL,
            "Output manifests, in which Bedrock writes the tokens of a job.");
    static final Group<Configuration, NotificationsConfig> NOTIFICATIONS = Group.of(
            "notifications",
            Configuration::notifications,
            Notifications.ALL,
            "Events of EventBridge, which let the exporter refresh a job as soon as it changes.");
    static final Group<Configuration, MetricsConfig> METRICS =
            Group.of("metrics", Configuration::metrics, Metrics.ALL, "What `/metrics` shows.");

    static final List<Key<Configuration>> ALL = List.of(
            POLL, jobs(region -> true), DISCOVERY, AWS, RETENTION, STORE, EVENTS, MANIFESTS, NOTIFICATIONS, METRICS);

    /** Keys that cannot change at run time, with all below them. */
    static final List<Key<Configuration>> FIXED = List.of(STORE);

    private Keys() {}

    static Setting<Configuration, List<String>> jobs(RegionCatalog regions) {
        return Setting.list(
                "jobs",
                Configuration::jobs,
                Syntaxes.jobArn(regions),
                "Jobs to watch by their ARN, which names account and region.",
                "[arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456]");
    }

    /** The keys of {@code poll}. */
    static final class Poll {
        private static final ValueType<Duration> TIME = wholeSeconds(Duration.ofSeconds(1), Duration.ofHours(1));

        static final Setting<PollConfig, Duration> INTERVAL = Setting.of(
                "interval",
                PollConfig::interval,
                TIME,
                Duration.ofSeconds(30),
                "Time between two polls of an account and region. If there are more than ten accounts and regions, their first"
                        + " polls are spread over this time.");
        static final Setting<PollConfig, Double> MAX_REQUESTS_PER_SECOND = Setting.of(
                "max_requests_per_second",
                PollConfig::maxRequestsPerSecond,
                Syntaxes.positiveNumber(1000),
                5.0,
                "Maximum rate of requests to AWS for each account and region, retries included. For example, 0.5 is one"
                        + " request in two seconds.");
        static final Setting<PollConfig, Optional<Duration>> ACTIVE_INTERVAL = Setting.optional(
                "active_interval",
                PollConfig::activeInterval,
                TIME,
                "Used instead of `interval` while jobs in the account and region are InProgress or Stopping. A shorter interval"
                        + " takes effect at once. A longer interval takes effect after five polls in a row that allow it.",
                "10s");
        static final Setting<PollConfig, Optional<Duration>> IDLE_INTERVAL = Setting.optional(
                "idle_interval",
                PollConfig::idleInterval,
                TIME,
                "Used instead of `interval` while the account and region have no active job. Jobs submitted meanwhile are first"
                        + " seen up to this time later.",
                "2m");

        static final List<Key<PollConfig>> ALL =
                List.of(INTERVAL, MAX_REQUESTS_PER_SECOND, ACTIVE_INTERVAL, IDLE_INTERVAL);
    }

    /** The keys of an item of {@code discovery}. */
    static final class Discovery {
        static final Setting<DiscoveryConfig, List<String>> ACCOUNTS = Setting.list(
                "accounts",
                DiscoveryConfig::accounts,
                Syntaxes.ACCOUNT_ID,
                "Account ids, in quotes. By default all accounts of `aws.accounts`, or the caller's own if there are none. An"
                        + " account without a role in `aws.accounts` must be the caller's own.",
                "[\"123456789012\"]");
        static final Setting<DiscoveryConfig, Duration> SUBMITTED_WITHIN = Setting.of(
                "submitted_within",
                DiscoveryConfig::submittedWithin,
                within(Duration.ofMinutes(1), Duration.ofDays(365)),
                DiscoveryConfig.SUBMITTED_WITHIN,
                "How long ago a job may have been submitted when it is first seen. Older jobs are ignored. Once watched, a"
                        + " job stays watched until it ends.");
        static final Setting<DiscoveryConfig, Optional<AnchoredRegex>> NAME_REGEX = Setting.optional(
                "name_regex",
                DiscoveryConfig::nameRegex,
                Syntaxes.REGEX,
                "Selects jobs whose whole name matches. Without it every name does.",
                "nightly-.*");
        static final Setting<DiscoveryConfig, Optional<AnchoredRegex>> MODEL_REGEX = Setting.optional(
                "model_regex",
                DiscoveryConfig::modelRegex,
                Syntaxes.REGEX,
                "Selects jobs whose whole model id matches. Without it every model id does.",
                ".*nova.*");
        static final Setting<DiscoveryConfig, Map<String, String>> TAGS = Setting.of(
                "tags",
                DiscoveryConfig::tags,
                new Value.Named<>(Syntaxes.TAG_KEY, Syntaxes.TAG_VALUE),
                "Selects jobs that have all of these tags. Once watched, a job stays watched until it ends, even if it loses"
                        + " a tag. `config/iam/tags.json` has the permission.",
                "{team: search}");

        static final List<Key<DiscoveryConfig>> ALL =
                List.of(regions(region -> true), ACCOUNTS, SUBMITTED_WITHIN, NAME_REGEX, MODEL_REGEX, TAGS);

        static Setting<DiscoveryConfig, List<String>> regions(RegionCatalog regions) {
            return Setting.of(
                    "regions",
                    DiscoveryConfig::regions,
                    new Value.Many<>(Syntaxes.or(DiscoveryConfig.ALL, Syntaxes.region(regions)), true),
                    "Regions whose jobs are watched. `[all]` stands for every region that has Bedrock.",
                    "[us-east-1, eu-west-1]");
        }
    }

    /** The keys of {@code retention}. */
    static final class Retention {
        private static final Duration MAX = Duration.ofDays(3650);

        static final Setting<RetentionConfig, Duration> TERMINAL_JOBS = Setting.of(
                "terminal_jobs",
                RetentionConfig::terminalJobs,
                within(Duration.ofMinutes(1), MAX),
                Duration.ofHours(24),
                "How long a finished job stays in `/metrics`, from its end, or from when it was first seen if that was later.");
        static final Setting<RetentionConfig, Duration> JOURNAL = Setting.of(
                "journal",
                RetentionConfig::journal,
                within(Duration.ofDays(1), MAX),
                Duration.ofDays(30),
                "How long single transitions are kept. Their totals are kept forever.");
        static final Setting<RetentionConfig, Integer> MAX_JOBS = Setting.of(
                "max_jobs",
                RetentionConfig::maxJobs,
                Syntaxes.wholeNumber(1, 1_000_000),
                5000,
                "Maximum number of jobs in `/metrics`. The oldest finished jobs are dropped first, then jobs in unknown statuses."
                        + " Active jobs always stay.");

        static final List<Key<RetentionConfig>> ALL = List.of(TERMINAL_JOBS, JOURNAL, MAX_JOBS);
    }

    /** The keys of {@code store}. */
    static final class Store {
        static final Setting<StoreConfig, StoreConfig.Type> TYPE = Setting.of(
                "type",
                StoreConfig::type,
                Syntaxes.oneOf(StoreConfig.Type.class),
                StoreConfig.Type.SQLITE,
                "`sqlite` keeps state in a file, `postgresql` in a database that replicas share. `memory` forgets everything when"
                        + " the process ends.");
        static final Setting<StoreConfig, Path> PATH = Setting.of(
                "path",
                StoreConfig::path,
                Syntaxes.PATH,
                Path.of("data", "bedrock-batch-exporter.db"),
                "SQLite's file. It must be on a local disk, and its folder must be writable.");
        static final Setting<StoreConfig, Optional<String>> URL = Setting.optional(
                "url",
                StoreConfig::url,
                Syntaxes.JDBC_URL,
                "JDBC URL of the database, required with `type: postgresql`. Parameters of the driver, such as `sslmode`, may follow"
                        + " it.",
                "jdbc:postgresql://db/exporter?sslmode=verify-full");
        static final Setting<StoreConfig, String> SCHEMA = Setting.of(
                "schema",
                StoreConfig::schema,
                Syntaxes.SQL_SCHEMA,
                "public",
                "Schema in the database. The exporter creates it if it is missing. Exporters that do not belong together need a"
                        + " schema each.");
        static final Setting<StoreConfig, Optional<String>> USERNAME =
                Setting.optional("username", StoreConfig::username, Syntaxes.NAME, "User of the database.", "exporter");
        static final Setting<StoreConfig, Optional<Path>> PASSWORD_FILE = Setting.optional(
                "password_file",
                StoreConfig::passwordFile,
                Syntaxes.PATH,
                "File that holds the user's password. It is read for each new connection, so that the password can change without a"
                        + " restart.",
                "/run/secrets/db");
        static final Setting<StoreConfig, Integer> MAX_CONNECTIONS = Setting.of(
                "max_connections",
                StoreConfig::maxConnections,
                Syntaxes.wholeNumber(2, 100),
                4,
                "Maximum number of connections of one process. One more connection listens for notifications.");

        static final List<Key<StoreConfig>> ALL =
                List.of(TYPE, PATH, URL, SCHEMA, USERNAME, PASSWORD_FILE, MAX_CONNECTIONS);
    }

    /** The keys of {@code events}. */
    static final class Events {
        static final Setting<EventsConfig, Boolean> INCLUDE_MESSAGE = Setting.of(
                "include_message",
                EventsConfig::includeMessage,
                Syntaxes.BOOL,
                true,
                "Whether the failure message of a job is shown. AWS marks it as sensitive. `false` keeps it out of the log, the"
                        + " pages and the API.");

        static final List<Key<EventsConfig>> ALL = List.of(INCLUDE_MESSAGE);
    }

    /** The keys of {@code manifests}. */
    static final class Manifests {
        static final Setting<ManifestsConfig, Boolean> ENABLED = Setting.of(
                "enabled",
                ManifestsConfig::enabled,
                Syntaxes.BOOL,
                false,
                "Whether the output manifest of each finished job is read from S3. `config/iam/manifests.json` has the permissions.");

        static final List<Key<ManifestsConfig>> ALL = List.of(ENABLED);
    }

    /** The keys of {@code notifications}. */
    static final class Notifications {
        static final Setting<NotificationsConfig, List<URI>> SQS_QUEUES = Setting.list(
                "sqs_queues",
                NotificationsConfig::sqsQueues,
                Syntaxes.QUEUE_URL,
                "Queues that receive the events `Batch Inference Job State Change`, directly or through SNS. Polling"
                        + " continues as usual.",
                "[\"https://sqs.us-east-1.amazonaws.com/123456789012/bedrock-batch-exporter\"]");

        static final List<Key<NotificationsConfig>> ALL = List.of(SQS_QUEUES);
    }

    /** The keys of {@code metrics}. */
    static final class Metrics {
        static final Setting<MetricsConfig, MetricsConfig.StatusSeries> STATUS_SERIES = Setting.of(
                "status_series",
                MetricsConfig::statusSeries,
                Syntaxes.oneOf(MetricsConfig.StatusSeries.class),
                MetricsConfig.StatusSeries.FULL,
                "Series of `bedrock_batch_job_status`: `full` has 0 or 1 for every status of a job, `sparse` has only the current"
                        + " status.");
        static final Setting<MetricsConfig, List<String>> TAG_LABELS = Setting.list(
                "tag_labels",
                MetricsConfig::tagLabels,
                Syntaxes.TAG_KEY,
                "Keys of the tags that become labels of `bedrock_batch_job_tags`. The tag `team` becomes the label `tag_team`."
                        + " Characters other than letters, digits and `_` become `_`. `config/iam/tags.json` has the permission.",
                "[team, cost-center]");

        static final List<Key<MetricsConfig>> ALL = List.of(STATUS_SERIES, TAG_LABELS);
    }
}
