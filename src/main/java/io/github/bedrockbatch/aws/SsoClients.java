package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.sso.SsoAccess;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

/**
 * The clients for IAM Identity Center, whose requests are counted. They go to AWS's own endpoints, unless the SDK's own settings name
 * others, such as AWS_ENDPOINT_URL_SSO: {@code aws.endpoint_url} is that of a simulator, where nobody can sign in.
 */
record SsoClients(ClientFactory clients, Requests requests) implements SsoAccess {
    /** Less than whoever waits for the credentials has in all. Two calls may be needed. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    @Override
    public SsoClient portal(String region) {
        return client(SsoClient.class, region, SsoClient::builder);
    }

    @Override
    public SsoOidcClient oidc(String region) {
        return client(SsoOidcClient.class, region, SsoOidcClient::builder);
    }

    @Override
    public <T> T call(String operation, Supplier<T> question) {
        return requests.call(operation, TIMEOUT, question);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
            Class<C> type, String region, Supplier<B> builder) {
        return clients.client(
                type,
                region,
                () -> clients.build(
                        builder.get()
                                .region(Region.of(region))
                                .credentialsProvider(AnonymousCredentialsProvider.create()),
                        Requests.bounded(clients.unsigned()).apiCallTimeout(TIMEOUT)));
    }
}
