package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.AwsSession;
import io.github.bedrockbatch.aws.AwsSettings;
import io.github.bedrockbatch.aws.CaFile;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.PollConfig;
import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.source.RequestListener;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns what is configured about AWS into sessions. */
public final class AwsSessions {
    private AwsSessions() {}

    /**
     * The caller's own session and those of the roles.
     *
     * @param environment whose proxies and CA bundle are used
     */
    public static AwsAccounts accounts(
            AwsConfig aws,
            PollConfig poll,
            RequestListener listener,
            InstantSource clock,
            Map<String, String> environment) {
        AwsSession caller = new AwsSession(settings(aws, poll, environment), Version.get(), listener, clock);
        return new AwsAccounts(caller, aws.accounts());
    }

    /**
     * The queues of a configuration.
     *
     * @throws IllegalArgumentException if the region of one cannot be told
     */
    public static List<QueueUrl> queues(Configuration configuration, AwsAccounts aws) {
        return configuration.notifications().sqsQueues().stream()
                .map(url -> QueueUrl.parse(url, aws.caller()::defaultRegion))
                .toList();
    }

    private static AwsSettings settings(AwsConfig aws, PollConfig poll, Map<String, String> environment) {
        return new AwsSettings(
                aws.endpointUrl().orElse(null),
                endpoints(aws),
                aws.profile().orElse(null),
                aws.connectTimeout(),
                aws.readTimeout(),
                CaFile.of(aws.caBundle(), environment).orElse(null),
                aws.fips(),
                poll.maxRequestsPerSecond(),
                new Proxies(environment, System::getProperty));
    }

    private static Map<String, URI> endpoints(AwsConfig aws) {
        return aws.endpointUrls().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().key(), Map.Entry::getValue));
    }
}
