package io.github.bedrockbatch.config;

import java.util.List;
import java.util.Optional;

/**
 * A whole configuration, with the defaults of what it does not set. Its components are the keys of the file.
 *
 * @param jobs ARNs, each once
 */
public record Configuration(
        PollConfig poll,
        List<String> jobs,
        List<DiscoveryConfig> discovery,
        AwsConfig aws,
        RetentionConfig retention,
        StoreConfig store,
        EventsConfig events,
        ManifestsConfig manifests,
        NotificationsConfig notifications,
        MetricsConfig metrics) {
    /** Copies the lists. */
    public Configuration {
        jobs = List.copyOf(jobs);
        discovery = List.copyOf(discovery);
    }

    /** Returns what an empty file means: neither jobs nor selectors, all else at its default. */
    public static Configuration defaults() {
        Section nothing = new Section("", Optional.empty(), new Problems(value -> value, Redaction::redact));
        return new ConfigReader(region -> true).read(nothing);
    }

    /** Returns this configuration with another store. */
    public Configuration withStore(StoreConfig other) {
        return new Configuration(
                poll, jobs, discovery, aws, retention, other, events, manifests, notifications, metrics);
    }

    /**
     * Returns the configuration as YAML, every key with the value in force, secrets replaced by {@code <redacted>}. Where nothing was
     * redacted, {@link ConfigLoader} reads it back to an equal configuration.
     */
    public String toYaml() {
        return ConfigWriter.write(Keys.ALL, this);
    }
}
