package io.github.bedrockbatch.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a configuration as YAML, every key in the order of the reference, without secrets. */
final class ConfigWriter {
    private final YamlText yaml = new YamlText();

    private ConfigWriter() {}

    static String write(Configuration configuration) {
        ConfigWriter writer = new ConfigWriter();
        writer.poll(configuration.poll());
        writer.yaml.list("jobs", configuration.jobs());
        writer.yaml.items("discovery", configuration.discovery(), writer::discovery);
        writer.aws(configuration.aws());
        writer.retention(configuration.retention());
        writer.store(configuration.store());
        writer.rest(configuration);
        return writer.yaml.toString();
    }

    private void poll(PollConfig poll) {
        yaml.section("poll", () -> {
            yaml.plain("interval", Durations.format(poll.interval()));
            yaml.plain(
                    "max_requests_per_second",
                    BigDecimal.valueOf(poll.maxRequestsPerSecond())
                            .stripTrailingZeros()
                            .toPlainString());
            poll.activeInterval().ifPresent(interval -> yaml.plain("active_interval", Durations.format(interval)));
            poll.idleInterval().ifPresent(interval -> yaml.plain("idle_interval", Durations.format(interval)));
        });
    }

    private void discovery(DiscoveryConfig selector) {
        yaml.list("regions", selector.regions());
        yaml.list("accounts", selector.accounts());
        yaml.plain("submitted_within", Durations.format(selector.submittedWithin()));
        yaml.text("name_regex", selector.nameRegex().map(AnchoredRegex::source));
        yaml.text("model_regex", selector.modelRegex().map(AnchoredRegex::source));
        yaml.map("tags", new TreeMap<>(selector.tags()));
    }

    private void aws(AwsConfig aws) {
        Map<String, String> urls = new TreeMap<>();
        aws.endpointUrls().forEach((service, url) -> urls.put(service.key(), url.toString()));
        yaml.section("aws", () -> {
            yaml.text("endpoint_url", aws.endpointUrl().map(URI::toString));
            yaml.map("endpoint_urls", urls);
            yaml.text("profile", aws.profile());
            yaml.items("accounts", aws.accounts(), this::account);
            yaml.plain("connect_timeout", Durations.format(aws.connectTimeout()));
            yaml.plain("read_timeout", Durations.format(aws.readTimeout()));
            yaml.text("ca_bundle", aws.caBundle().map(Path::toString));
            yaml.plain("fips", String.valueOf(aws.fips()));
        });
    }

    private void account(AccountConfig account) {
        yaml.text("role_arn", Optional.of(account.roleArn()));
        yaml.text("external_id", account.externalId());
        yaml.text("session_name", Optional.of(account.sessionName()));
        yaml.plain("duration", Durations.format(account.duration()));
    }

    private void retention(RetentionConfig retention) {
        yaml.section("retention", () -> {
            yaml.plain("terminal_jobs", Durations.format(retention.terminalJobs()));
            yaml.plain("journal", Durations.format(retention.journal()));
            yaml.plain("max_jobs", String.valueOf(retention.maxJobs()));
        });
    }

    private void store(StoreConfig store) {
        yaml.section("store", () -> {
            yaml.plain("type", store.type().key());
            yaml.text("path", Optional.of(store.path().toString()));
            yaml.text("url", store.url());
            yaml.text("schema", Optional.of(store.schema()));
            yaml.text("username", store.username());
            yaml.text("password_file", store.passwordFile().map(Path::toString));
        });
    }

    private void rest(Configuration configuration) {
        MetricsConfig metrics = configuration.metrics();
        yaml.section(
                "events",
                () -> yaml.plain(
                        "include_message", String.valueOf(configuration.events().includeMessage())));
        yaml.section(
                "manifests",
                () -> yaml.plain(
                        "enabled", String.valueOf(configuration.manifests().enabled())));
        yaml.section(
                "notifications",
                () -> yaml.list(
                        "sqs_queues",
                        configuration.notifications().sqsQueues().stream()
                                .map(URI::toString)
                                .toList()));
        yaml.section("metrics", () -> {
            yaml.plain("status_series", metrics.statusSeries().key());
            yaml.list("tag_labels", metrics.tagLabels());
        });
    }
}
