package io.github.bedrockbatch.awscli;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** The SDK's clients of the services that give credentials. */
record ServiceClients(SharedConfiguration shared, Supplier<SdkHttpClient> http) {
    /**
     * Makes a client.
     *
     * @param service as the configuration of endpoints names it
     */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String service, String region, AwsCredentialsProvider credentials) {
        builder.region(Region.of(region)).credentialsProvider(credentials).httpClient(http.get());
        Endpoints.configured(shared, service).ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
