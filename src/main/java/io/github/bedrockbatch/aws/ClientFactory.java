package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.bedrock.BedrockJobSource;
import io.github.bedrockbatch.aws.credentials.RenewableCredentials;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.config.AwsService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's clients of one set of credentials, each made as the configuration says when it is first asked for. */
final class ClientFactory implements AutoCloseable {
    private final AwsConfig config;
    private final String userAgent;
    private final Connections connections;
    private final RenewableCredentials credentials;
    private final Map<List<Object>, SdkClient> clients = new ConcurrentHashMap<>();

    /** @param version of this program, for the User-Agent header */
    ClientFactory(String version, Connections connections, RenewableCredentials credentials) {
        this.config = connections.config();
        this.userAgent = "bedrock-batch-exporter/" + version;
        this.connections = connections;
        this.credentials = credentials;
    }

    BedrockClient bedrock(String region) {
        return client(
                BedrockClient.class,
                region,
                () -> build(
                        configured(BedrockClient.builder(), AwsService.BEDROCK, region),
                        BedrockJobSource.prepared(overrides())));
    }

    StsClient sts(String region) {
        return client(
                StsClient.class,
                region,
                () -> build(configured(StsClient.builder(), AwsService.STS, region), Requests.bounded(overrides())));
    }

    /** Returns a client for what STS answers without a signature, as the token in the request says who asks. */
    StsClient unsignedSts(String region) {
        return client(
                StsClient.class,
                "unsigned " + region,
                () -> build(
                        configured(StsClient.builder(), AwsService.STS, region)
                                .credentialsProvider(AnonymousCredentialsProvider.create()),
                        Requests.bounded(unsigned())));
    }

    /** Returns a client for buckets of every region, which it asks first. */
    S3Client s3(String region) {
        return client(
                S3Client.class,
                region,
                () -> build(
                        configured(S3Client.builder(), AwsService.S3, region)
                                .crossRegionAccessEnabled(true)
                                .forcePathStyle(config.endpoint(AwsService.S3).isPresent()),
                        Requests.prepared(overrides())));
    }

    ResourceGroupsTaggingApiClient tagging(String region) {
        return client(
                ResourceGroupsTaggingApiClient.class,
                region,
                () -> build(
                        configured(ResourceGroupsTaggingApiClient.builder(), AwsService.TAGGING, region),
                        Requests.bounded(overrides())));
    }

    SqsClient sqs(QueueUrl queue) {
        return client(SqsClient.class, queue, () -> {
            SqsClientBuilder builder =
                    configured(SqsClient.builder(), AwsService.SQS, queue.home().region());
            if (config.endpoint(AwsService.SQS).isEmpty()) {
                queue.endpoint()
                        .ifPresent(endpoint -> builder.fipsEnabled(false).endpointOverride(endpoint));
            }
            return builder.httpClient(connections.patientHttp())
                    .overrideConfiguration(Requests.bounded(overrides()).build())
                    .build();
        });
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
    }

    /**
     * Returns the client of a kind that is for something, the same each time.
     *
     * @param of such as a region
     */
    <C extends SdkClient> C client(Class<C> type, Object of, Supplier<C> maker) {
        return type.cast(clients.computeIfAbsent(List.of(type, of), key -> maker.get()));
    }

    /** Builds a client that shares the connections. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, ClientOverrideConfiguration.Builder overrides) {
        return builder.httpClient(connections.http())
                .overrideConfiguration(overrides.build())
                .build();
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(B builder, AwsService service, String region) {
        builder.region(Region.of(region)).credentialsProvider(credentials);
        config.endpoint(service).ifPresentOrElse(builder::endpointOverride, () -> builder.fipsEnabled(config.fips()));
        return builder;
    }

    private ClientOverrideConfiguration.Builder overrides() {
        return unsigned().addExecutionInterceptor(credentials);
    }

    /** Returns what is configured of each client, whether it signs its requests or not. */
    ClientOverrideConfiguration.Builder unsigned() {
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder()
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, userAgent)
                .scheduledExecutorService(connections.timeouts());
        return config.profile().map(overrides::defaultProfileName).orElse(overrides);
    }
}
