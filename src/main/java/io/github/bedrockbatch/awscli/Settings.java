package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.awscli.output.OutputFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.retry.RetryMode;

/**
 * How to make the call: from the command line, else from the environment, else from the profile.
 *
 * @param endpoint that was configured; none: the region's own
 * @param caBundle PEM file of the only certificates to trust
 * @param connectTimeout zero: none
 * @param readTimeout zero: none
 * @param attempts at most, with the first
 * @param timesAsSent whether times are shown as the service sent them, instead of as ISO 8601
 */
record Settings(
        String region,
        Optional<URI> endpoint,
        OutputFormat output,
        boolean signed,
        boolean verified,
        Optional<Path> caBundle,
        Duration connectTimeout,
        Duration readTimeout,
        RetryMode retryMode,
        int attempts,
        boolean timesAsSent) {}
