package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.config.AccountConfig;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of a role, taken anew some minutes before they expire.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
final class RoleCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    private final StsClient sts;
    private final StsAssumeRoleCredentialsProvider provider;

    /**
     * Asks for nothing yet.
     *
     * @param sts of those who may assume the role; is closed with this
     * @param requests as which the requests are counted
     */
    RoleCredentials(AccountConfig role, StsClient sts, Requests requests) {
        this.sts = sts;
        this.provider = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(new CountedSts(sts, requests))
                .refreshRequest(request(role))
                .build();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return provider.resolveCredentials();
    }

    @Override
    public void close() {
        provider.close();
        sts.close();
    }

    private static AssumeRoleRequest request(AccountConfig role) {
        return AssumeRoleRequest.builder()
                .roleArn(role.roleArn())
                .externalId(role.externalId().orElse(null))
                .roleSessionName(role.sessionName())
                .durationSeconds(Math.toIntExact(role.duration().toSeconds()))
                .build();
    }

    /** STS, whose AssumeRole is counted. */
    private record CountedSts(StsClient client, Requests requests) implements StsClient {
        private static final Duration TIMEOUT = Duration.ofSeconds(10);

        @Override
        public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
            AssumeRoleRequest bounded = request.toBuilder()
                    .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT))
                    .build();
            return requests.call("AssumeRole", TIMEOUT, () -> client.assumeRole(bounded));
        }

        @Override
        public String serviceName() {
            return client.serviceName();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
