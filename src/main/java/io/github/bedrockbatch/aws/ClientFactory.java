package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.bedrock.BedrockJobSource;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** Makes the SDK's clients as the settings say; what they share is made with the first of them. */
final class ClientFactory implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 200;

    private final AwsSettings settings;
    private final String userAgent;
    private @Nullable AwsCredentialsProvider credentials;
    private @Nullable SdkHttpClient http;

    ClientFactory(AwsSettings settings, String version, @Nullable AwsCredentialsProvider credentials) {
        this.settings = settings;
        this.userAgent = "bedrock-batch-exporter/" + version;
        this.credentials = credentials;
    }

    BedrockClient bedrock(String region) {
        return configured(BedrockClient.builder(), "bedrock", region)
                .httpClient(http())
                .overrideConfiguration(BedrockJobSource.prepared(overrides()).build())
                .build();
    }

    StsClient sts(String region) {
        StsClientBuilder builder = configured(StsClient.builder(), "sts", region);
        return builder.httpClient(http())
                .overrideConfiguration(overrides()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                        .build())
                .build();
    }

    Optional<String> defaultRegion() {
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        if (settings.profile() != null) {
            chain.profileName(settings.profile());
        }
        try {
            return Optional.ofNullable(chain.build().getRegion()).map(Region::id);
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    void check() {
        checkProfile();
        Path bundle = settings.caBundle();
        if (bundle != null) {
            CaBundle.trustManagers(bundle);
        }
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.close();
        }
        if (credentials instanceof AutoCloseable closeable) {
            closeQuietly(closeable);
        }
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(B builder, String service, String region) {
        builder.region(Region.of(region)).credentialsProvider(credentials());
        settings.endpoint(service)
                .ifPresentOrElse(builder::endpointOverride, () -> builder.fipsEnabled(settings.fips()));
        return builder;
    }

    private ClientOverrideConfiguration.Builder overrides() {
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder()
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, userAgent);
        return settings.profile() == null ? overrides : overrides.defaultProfileName(settings.profile());
    }

    private synchronized SdkHttpClient http() {
        if (http == null) {
            Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                    .connectionTimeout(settings.connectTimeout())
                    .connectionAcquisitionTimeout(settings.connectTimeout())
                    .socketTimeout(settings.readTimeout())
                    .maxConnections(MOST_CONNECTIONS);
            Path bundle = settings.caBundle();
            if (bundle != null) {
                var trustManagers = CaBundle.trustManagers(bundle);
                builder.tlsTrustManagersProvider(() -> trustManagers);
            }
            http = builder.build();
        }
        return http;
    }

    private synchronized AwsCredentialsProvider credentials() {
        if (credentials == null) {
            checkProfile();
            credentials = settings.profile() == null
                    ? DefaultCredentialsProvider.builder().build()
                    : ofProfile(settings.profile());
        }
        return credentials;
    }

    /** As in the AWS CLI, a profile that is asked for goes before the environment. */
    private static AwsCredentialsProvider ofProfile(String profile) {
        return AwsCredentialsProviderChain.builder()
                .addCredentialsProvider(ProfileCredentialsProvider.create(profile))
                .addCredentialsProvider(DefaultCredentialsProvider.builder()
                        .profileName(profile)
                        .build())
                .build();
    }

    private void checkProfile() {
        String profile = settings.profile();
        if (profile != null
                && !profile.equals("default")
                && ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
            throw new AwsConfigurationException(
                    profile + ": no such profile in the AWS configuration and credentials files; correct aws.profile");
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException("the credentials provider did not close", e);
        }
    }
}
