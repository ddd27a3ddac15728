package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.net.Proxies;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How AWS is reached, the same for all targets.
 *
 * @param endpointUrl of every service that has none of its own; null: AWS's
 * @param endpointUrls of single services, by {@code bedrock}, {@code sts}, {@code s3} and {@code sqs}
 * @param profile of the shared configuration and credentials files; null: what the SDK's own chain finds
 * @param connectTimeout for a connection to stand
 * @param readTimeout between two pieces of an answer
 * @param caBundle whose certificates are trusted; null: the JDK's
 * @param fips whether FIPS endpoints are used; it has no effect where an endpoint is given
 * @param requestsPerSecond to AWS, for each target, retries included
 * @param proxies by which endpoints are reached
 */
public record AwsSettings(
        @Nullable URI endpointUrl,
        Map<String, URI> endpointUrls,
        @Nullable String profile,
        Duration connectTimeout,
        Duration readTimeout,
        @Nullable CaFile caBundle,
        boolean fips,
        double requestsPerSecond,
        Proxies proxies) {
    /** What holds where nothing is configured. */
    public static final AwsSettings DEFAULTS =
            new AwsSettings(null, Map.of(), null, Duration.ofSeconds(5), Duration.ofSeconds(20), null, false, 5);

    private static final List<String> SERVICES = List.of("bedrock", "sts", "s3", "sqs");

    /** Settings without proxies. */
    AwsSettings(
            @Nullable URI endpointUrl,
            Map<String, URI> endpointUrls,
            @Nullable String profile,
            Duration connectTimeout,
            Duration readTimeout,
            @Nullable Path caBundle,
            boolean fips,
            double requestsPerSecond) {
        this(
                endpointUrl,
                endpointUrls,
                profile,
                connectTimeout,
                readTimeout,
                caBundle == null ? null : CaFile.configured(caBundle),
                fips,
                requestsPerSecond,
                Proxies.NONE);
    }

    public AwsSettings {
        endpointUrls = Map.copyOf(endpointUrls);
    }

    /** The schemes by which the services are reached: {@code https} where AWS's own endpoints are used. */
    Set<String> schemes() {
        return SERVICES.stream()
                .map(service -> endpoint(service).map(URI::getScheme).orElse("https"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The endpoint of a service, such as {@code bedrock}; empty: AWS's own. */
    Optional<URI> endpoint(String service) {
        return Optional.ofNullable(endpointUrls.getOrDefault(service, endpointUrl));
    }
}
