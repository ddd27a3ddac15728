package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.Keys.Discovery;
import io.github.bedrockbatch.config.Keys.Events;
import io.github.bedrockbatch.config.Keys.Manifests;
import io.github.bedrockbatch.config.Keys.Metrics;
import io.github.bedrockbatch.config.Keys.Notifications;
import io.github.bedrockbatch.config.Keys.Poll;
import io.github.bedrockbatch.config.Keys.Retention;
import io.github.bedrockbatch.config.Keys.Store;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of the file into records, and holds the rules that join keys. */
final class ConfigReader {
    private final RegionCatalog regions;

    ConfigReader(RegionCatalog regions) {
        this.regions = regions;
    }

    Configuration read(Section root) {
        return new Configuration(
                root.get(Keys.POLL, ConfigReader::poll),
                root.get(Keys.jobs(regions)),
                root.list(Keys.DISCOVERY, this::discovery),
                root.get(Keys.AWS, ConfigReader::aws),
                root.get(Keys.RETENTION, ConfigReader::retention),
                root.get(Keys.STORE, ConfigReader::store),
                root.get(Keys.EVENTS, events -> new EventsConfig(events.get(Events.INCLUDE_MESSAGE))),
                root.get(Keys.MANIFESTS, manifests -> new ManifestsConfig(manifests.get(Manifests.ENABLED))),
                root.get(Keys.NOTIFICATIONS, queues -> new NotificationsConfig(queues.get(Notifications.SQS_QUEUES))),
                root.get(Keys.METRICS, ConfigReader::metrics));
    }

    private static PollConfig poll(Section poll) {
        return new PollConfig(
                poll.get(Poll.INTERVAL),
                poll.get(Poll.MAX_REQUESTS_PER_SECOND),
                poll.get(Poll.ACTIVE_INTERVAL),
                poll.get(Poll.IDLE_INTERVAL));
    }

    private DiscoveryConfig discovery(Section item) {
        return new DiscoveryConfig(
                regions(item),
                item.get(Discovery.ACCOUNTS),
                item.get(Discovery.SUBMITTED_WITHIN),
                item.get(Discovery.NAME_REGEX),
                item.get(Discovery.MODEL_REGEX),
                item.get(Discovery.TAGS));
    }

    private List<String> regions(Section item) {
        List<String> found = item.get(Discovery.regions(regions));
        if (item.isEmptyList("regions")) {
            item.refuse("regions", "must list at least one region, or be [all]");
        } else if (found.contains(DiscoveryConfig.ALL) && found.size() > 1) {
            item.refuse("regions", "must be [all] alone, or regions without all");
        }
        return found;
    }

    private static AwsConfig aws(Section aws) {
        Set<String> accounts = new HashSet<>();
        return new AwsConfig(
                aws.get(AwsKeys.ENDPOINT_URL),
                aws.get(AwsKeys.ENDPOINT_URLS, ConfigReader::endpointUrls),
                aws.get(AwsKeys.PROFILE),
                aws.list(AwsKeys.ACCOUNTS, item -> account(item, accounts)),
                aws.get(AwsKeys.CONNECT_TIMEOUT),
                aws.get(AwsKeys.READ_TIMEOUT),
                aws.get(AwsKeys.CA_BUNDLE),
                aws.get(AwsKeys.FIPS),
                aws.get(AwsKeys.ACCOUNT_NAMES));
    }

    private static Map<AwsService, URI> endpointUrls(Section section) {
        Map<AwsService, URI> urls = new EnumMap<>(AwsService.class);
        for (AwsService service : AwsService.values()) {
            section.get(AwsKeys.endpointUrl(service)).ifPresent(url -> urls.put(service, url));
        }
        return urls;
    }

    private static AccountConfig account(Section item, Set<String> accounts) {
        AccountConfig account = new AccountConfig(
                item.get(AwsKeys.Account.ROLE_ARN),
                item.get(AwsKeys.Account.EXTERNAL_ID),
                item.get(AwsKeys.Account.SESSION_NAME),
                item.get(AwsKeys.Account.DURATION));
        if (!account.roleArn().equals(AccountConfig.NO_ROLE) && !accounts.add(account.accountId())) {
            item.refuse("role_arn", "must be of another account than the roles before it");
        }
        return account;
    }

    private static RetentionConfig retention(Section retention) {
        return new RetentionConfig(
                retention.get(Retention.TERMINAL_JOBS),
                retention.get(Retention.JOURNAL),
                retention.get(Retention.MAX_JOBS));
    }

    private static StoreConfig store(Section store) {
        StoreConfig.Type type = store.get(Store.TYPE);
        Optional<String> url = store.get(Store.URL);
        if (type == StoreConfig.Type.POSTGRESQL && !store.has("url")) {
            store.missing("url");
        }
        return new StoreConfig(
                type,
                store.get(Store.PATH),
                url,
                store.get(Store.SCHEMA),
                store.get(Store.USERNAME),
                store.get(Store.PASSWORD_FILE),
                store.get(Store.MAX_CONNECTIONS));
    }

    private static MetricsConfig metrics(Section metrics) {
        List<String> tags = metrics.get(Metrics.TAG_LABELS);
        Map<String, String> keys = new HashMap<>();
        for (String tag : tags) {
            String label = MetricsConfig.labelName(tag);
            String other = keys.putIfAbsent(label, tag);
            if (other != null) {
                metrics.refuse(
                        "tag_labels",
                        "must give each tag a label of its own; " + Quoted.quote(other) + " and " + Quoted.quote(tag)
                                + " would both be " + label + "; remove one of them");
            }
        }
        return new MetricsConfig(metrics.get(Metrics.STATUS_SERIES), tags);
    }
}
