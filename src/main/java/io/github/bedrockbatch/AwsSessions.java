package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsSession;
import io.github.bedrockbatch.aws.AwsSettings;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.config.PollConfig;
import io.github.bedrockbatch.poll.RequestListener;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns what is configured about AWS into a session. */
final class AwsSessions {
    private AwsSessions() {}

    static AwsSession of(AwsConfig aws, PollConfig poll, RequestListener listener, InstantSource clock) {
        return new AwsSession(settings(aws, poll), Version.get(), listener, clock);
    }

    private static AwsSettings settings(AwsConfig aws, PollConfig poll) {
        return new AwsSettings(
                aws.endpointUrl().orElse(null),
                endpoints(aws),
                aws.profile().orElse(null),
                aws.connectTimeout(),
                aws.readTimeout(),
                aws.caBundle().orElse(null),
                aws.fips(),
                poll.maxRequestsPerSecond());
    }

    private static Map<String, URI> endpoints(AwsConfig aws) {
        return aws.endpointUrls().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().key(), Map.Entry::getValue));
    }
}
