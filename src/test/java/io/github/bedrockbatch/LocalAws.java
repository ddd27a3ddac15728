package io.github.bedrockbatch;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.testing.LocalStack;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of LocalStack for one account and region. */
final class LocalAws {
    /** Where credentials lead that say nothing else. */
    static final Target HOME = new Target("000000000000", "us-east-1");

    private LocalAws() {}

    static SqsClient sqs(Target home) {
        return at(home, SqsClient.builder()).build();
    }

    static SnsClient sns(Target home) {
        return at(home, SnsClient.builder()).build();
    }

    static EventBridgeClient events(Target home) {
        return at(home, EventBridgeClient.builder()).build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(Target home, B builder) {
        return builder.endpointOverride(LocalStack.uri())
                .region(Region.of(home.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(home.accountId(), "secret")));
    }
}
