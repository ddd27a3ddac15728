package io.github.bedrockbatch.config;

import static io.github.bedrockbatch.config.Durations.wholeSeconds;
import static io.github.bedrockbatch.config.Durations.within;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of the file into records; where a value is wrong, its default stands in so that reading goes on. */
final class ConfigReader {
    private static final String UNSUPPORTED = "is not supported yet; remove it";
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration TEN_YEARS = Duration.ofDays(3650);
    private static final Syntax<Duration> TIMEOUT = within(Duration.ofMillis(100), Duration.ofMinutes(5));
    private static final Syntax<Duration> SESSION = within(Duration.ofMinutes(15), Duration.ofHours(12));

    private final RegionCatalog regions;

    ConfigReader(RegionCatalog regions) {
        this.regions = regions;
    }

    Configuration read(Section root) {
        return new Configuration(
                poll(root),
                root.list("jobs", Syntaxes.jobArn(regions)),
                root.sections("discovery").stream().map(this::discovery).toList(),
                aws(root),
                retention(root),
                store(root),
                events(root),
                manifests(root),
                notifications(root),
                metrics(root));
    }

    private static PollConfig poll(Section root) {
        PollConfig defaults = PollConfig.DEFAULTS;
        Syntax<Duration> interval = wholeSeconds(Duration.ofSeconds(1), Duration.ofHours(1));
        try (Section poll = root.section("poll")) {
            return new PollConfig(
                    poll.get("interval", interval, defaults.interval()),
                    poll.get("max_requests_per_second", Syntaxes.positiveNumber(1000), defaults.maxRequestsPerSecond()),
                    unsupported(poll, "active_interval", interval),
                    unsupported(poll, "idle_interval", interval));
        }
    }

    private DiscoveryConfig discovery(Section item) {
        try (item) {
            return new DiscoveryConfig(
                    regions(item),
                    item.list("accounts", Syntaxes.ACCOUNT_ID),
                    item.get("submitted_within", within(Duration.ofMinutes(1), YEAR), DiscoveryConfig.SUBMITTED_WITHIN),
                    item.find("name_regex", AnchoredRegex::parse),
                    item.find("model_regex", AnchoredRegex::parse),
                    tags(item));
        }
    }

    private List<String> regions(Section item) {
        Syntax<String> region = Syntaxes.region(regions);
        List<String> found = item.list("regions", text -> text.equals(DiscoveryConfig.ALL) ? text : region.parse(text));
        if (!item.has("regions")) {
            item.missing("regions");
        } else if (item.isEmptyList("regions")) {
            item.refuse("regions", "must list at least one region, or be [all]");
        } else if (found.contains(DiscoveryConfig.ALL) && found.size() > 1) {
            item.refuse("regions", "must be [all] alone, or regions without all");
        }
        return found;
    }

    private static Map<String, String> tags(Section item) {
        Map<String, String> tags = item.map("tags", Syntaxes.TAG_KEY, Syntaxes.TAG_VALUE);
        if (!tags.isEmpty()) {
            item.refuse("tags", UNSUPPORTED);
        }
        return tags;
    }

    private static AwsConfig aws(Section root) {
        AwsConfig defaults = AwsConfig.DEFAULTS;
        try (Section aws = root.section("aws")) {
            return new AwsConfig(
                    aws.find("endpoint_url", Syntaxes.URL),
                    endpointUrls(aws),
                    aws.find("profile", Syntaxes.NAME),
                    accounts(aws),
                    aws.get("connect_timeout", TIMEOUT, defaults.connectTimeout()),
                    aws.get("read_timeout", TIMEOUT, defaults.readTimeout()),
                    aws.find("ca_bundle", Syntaxes.PATH),
                    aws.get("fips", Syntaxes.BOOL, defaults.fips()));
        }
    }

    private static Map<AwsService, URI> endpointUrls(Section aws) {
        Map<AwsService, URI> urls = new EnumMap<>(AwsService.class);
        try (Section section = aws.section("endpoint_urls")) {
            for (AwsService service : AwsService.values()) {
                section.find(Syntaxes.word(service), Syntaxes.URL).ifPresent(url -> urls.put(service, url));
            }
        }
        return urls;
    }

    private static List<AccountConfig> accounts(Section aws) {
        Set<String> accounts = new HashSet<>();
        return aws.sections("accounts").stream()
                .map(item -> account(item, accounts))
                .toList();
    }

    private static AccountConfig account(Section item, Set<String> accounts) {
        try (item) {
            Optional<String> role = item.require("role_arn", Syntaxes.ROLE_ARN);
            AccountConfig account = new AccountConfig(
                    role.orElse("arn:::::"),
                    item.find("external_id", Syntaxes.EXTERNAL_ID),
                    item.get("session_name", Syntaxes.SESSION_NAME, AccountConfig.SESSION_NAME),
                    item.get("duration", SESSION, AccountConfig.DURATION));
            if (role.isPresent() && !accounts.add(account.accountId())) {
                item.refuse("role_arn", "must be of another account than the roles before it");
            }
            return account;
        }
    }

    private static RetentionConfig retention(Section root) {
        RetentionConfig defaults = RetentionConfig.DEFAULTS;
        try (Section retention = root.section("retention")) {
            return new RetentionConfig(
                    retention.get("terminal_jobs", within(Duration.ofMinutes(1), TEN_YEARS), defaults.terminalJobs()),
                    retention.get("journal", within(Duration.ofDays(1), TEN_YEARS), defaults.journal()),
                    retention.get("max_jobs", Syntaxes.wholeNumber(1, 1_000_000), defaults.maxJobs()));
        }
    }

    private static StoreConfig store(Section root) {
        StoreConfig defaults = StoreConfig.DEFAULTS;
        try (Section store = root.section("store")) {
            StoreConfig.Type type = store.get("type", Syntaxes.oneOf(StoreConfig.Type.class), defaults.type());
            Optional<String> url = store.find("url", Syntaxes.JDBC_URL);
            if (type == StoreConfig.Type.POSTGRESQL && !store.has("url")) {
                store.missing("url");
            }
            return new StoreConfig(
                    type,
                    store.get("path", Syntaxes.PATH, defaults.path()),
                    url,
                    store.get("schema", Syntaxes.SQL_SCHEMA, defaults.schema()),
                    store.find("username", Syntaxes.NAME),
                    store.find("password_file", Syntaxes.PATH),
                    store.get("max_connections", Syntaxes.wholeNumber(2, 100), defaults.maxConnections()));
        }
    }

    private static EventsConfig events(Section root) {
        try (Section events = root.section("events")) {
            return new EventsConfig(
                    events.get("include_message", Syntaxes.BOOL, EventsConfig.DEFAULTS.includeMessage()));
        }
    }

    private static ManifestsConfig manifests(Section root) {
        try (Section manifests = root.section("manifests")) {
            return new ManifestsConfig(manifests.get("enabled", Syntaxes.BOOL, ManifestsConfig.DEFAULTS.enabled()));
        }
    }

    private static NotificationsConfig notifications(Section root) {
        try (Section notifications = root.section("notifications")) {
            return new NotificationsConfig(notifications.list("sqs_queues", Syntaxes.QUEUE_URL));
        }
    }

    private static MetricsConfig metrics(Section root) {
        try (Section metrics = root.section("metrics")) {
            return new MetricsConfig(
                    metrics.get(
                            "status_series",
                            Syntaxes.oneOf(MetricsConfig.StatusSeries.class),
                            MetricsConfig.DEFAULTS.statusSeries()),
                    tagLabels(metrics));
        }
    }

    private static List<String> tagLabels(Section metrics) {
        List<String> tags = unsupportedList(metrics, "tag_labels", Syntaxes.TAG_KEY);
        long labels = tags.stream()
                .map(tag -> tag.replaceAll("[^a-zA-Z0-9_]", "_"))
                .distinct()
                .count();
        if (labels < tags.stream().distinct().count()) {
            metrics.refuse(
                    "tag_labels",
                    "must give different label names once every character but a-z, A-Z, 0-9 and _ is a _");
        }
        return tags;
    }

    /** Reads a value, and refuses it even if it is right. */
    static <T> Optional<T> unsupported(Section section, String key, Syntax<T> syntax) {
        Optional<T> value = section.find(key, syntax);
        if (value.isPresent()) {
            section.refuse(key, UNSUPPORTED);
        }
        return value;
    }

    private static <T> List<T> unsupportedList(Section section, String key, Syntax<T> syntax) {
        List<T> values = section.list(key, syntax);
        if (!values.isEmpty()) {
            section.refuse(key, UNSUPPORTED);
        }
        return values;
    }
}
