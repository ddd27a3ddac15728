package io.github.bedrockbatch.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How AWS is reached: {@code aws}.
 *
 * @param endpointUrl {@code aws.endpoint_url}, of every service that {@code endpointUrls} does not name
 * @param endpointUrls {@code aws.endpoint_urls}
 * @param profile {@code aws.profile} of the AWS configuration files
 * @param accounts {@code aws.accounts}; empty for the caller's own
 * @param connectTimeout {@code aws.connect_timeout}
 * @param readTimeout {@code aws.read_timeout}
 * @param caBundle {@code aws.ca_bundle}, a PEM file
 * @param fips {@code aws.fips}: use FIPS endpoints
 * @param accountNames {@code aws.account_names}, by account id
 */
public record AwsConfig(
        Optional<URI> endpointUrl,
        Map<AwsService, URI> endpointUrls,
        Optional<String> profile,
        List<AccountConfig> accounts,
        Duration connectTimeout,
        Duration readTimeout,
        Optional<Path> caBundle,
        boolean fips,
        Map<String, String> accountNames) {
    /** Copies the collections. */
    public AwsConfig {
        endpointUrls = Map.copyOf(endpointUrls);
        accounts = List.copyOf(accounts);
        accountNames = Map.copyOf(accountNames);
    }

    /** Returns how AWS is reached, whoever is asked for: two configurations that give the same can share connections. */
    public AwsConfig withoutAccounts() {
        return new AwsConfig(
                endpointUrl, endpointUrls, profile, List.of(), connectTimeout, readTimeout, caBundle, fips, Map.of());
    }

    /** Returns the endpoint configured for a service; empty for the AWS SDK's own. */
    public Optional<URI> endpoint(AwsService service) {
        return Optional.ofNullable(endpointUrls.get(service)).or(() -> endpointUrl);
    }
}
