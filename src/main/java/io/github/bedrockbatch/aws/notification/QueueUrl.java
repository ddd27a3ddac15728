package io.github.bedrockbatch.aws.notification;

import io.github.bedrockbatch.config.UnusableConfigurationException;
import io.github.bedrockbatch.job.Target;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of an SQS queue, and what follows from the URL.
 *
 * @param home the account and region that hold the queue
 * @param endpoint where the queue is asked for; empty: where the SDK finds SQS in the region
 */
public record QueueUrl(URI url, Target home, Optional<URI> endpoint) {
    private static final String REGION = "([a-z]{2,4}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2})";
    private static final Pattern PATH =
            Pattern.compile("(?:/queue/" + REGION + ")?/([0-9]{12})/[A-Za-z0-9_-]{1,80}(?:\\.fifo)?");
    private static final Pattern MODERN = Pattern.compile("(?:.+\\.)?sqs(?:-fips)?\\." + REGION + "\\..+");
    private static final Pattern LEGACY = Pattern.compile(REGION + "\\.queue\\..+");
    private static final Pattern PUBLIC = Pattern.compile("(?:sqs\\.[^.]+|[^.]+\\.queue|queue)\\.amazonaws\\.com");

    /** The first endpoint of SQS, which names no region. */
    private static final String OLDEST = "queue.amazonaws.com";

    private static final String OLDEST_REGION = "us-east-1";

    /**
     * Reads a URL.
     *
     * @param defaultRegion for a URL that names none
     * @throws UnusableConfigurationException if it tells no account or no region
     */
    public static QueueUrl parse(URI url, Supplier<Optional<String>> defaultRegion) {
        Matcher path = PATH.matcher(String.valueOf(url.getPath()));
        String host = url.getHost();
        if (host == null || !path.matches()) {
            throw new UnusableConfigurationException(url + ": must be the URL of an SQS queue, as"
                    + " https://sqs.us-east-1.amazonaws.com/123456789012/name; correct notifications.sqs_queues");
        }
        String region = Optional.ofNullable(path.group(1))
                .or(() -> regionOf(host))
                .or(defaultRegion)
                .orElseThrow(() -> new UnusableConfigurationException(url
                        + ": must name the region of the queue, as https://sqs.us-east-1.amazonaws.com/123456789012/name or"
                        + " http://host:4566/queue/us-east-1/123456789012/name, or AWS_REGION must be"
                        + " set; correct notifications.sqs_queues"));
        Optional<URI> endpoint = PUBLIC.matcher(host).matches() ? Optional.empty() : Optional.of(url.resolve("/"));
        return new QueueUrl(url, new Target(path.group(2), region), endpoint);
    }

    private static Optional<String> regionOf(String host) {
        if (host.equals(OLDEST)) {
            return Optional.of(OLDEST_REGION);
        }
        Matcher modern = MODERN.matcher(host);
        if (modern.matches()) {
            return Optional.of(modern.group(1));
        }
        Matcher legacy = LEGACY.matcher(host);
        return legacy.matches() ? Optional.of(legacy.group(1)) : Optional.empty();
    }
}
