package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.config.AccountConfig;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of a role, taken anew some minutes before they expire.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public final class RoleCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    private final StsClient sts;
    private final StsAssumeRoleCredentialsProvider provider;

    /**
     * Asks for nothing yet.
     *
     * @param sts of those who may assume the role; is closed with this
     * @param requests as which the requests are counted
     * @param clock of this machine
     */
    public RoleCredentials(AccountConfig role, StsClient sts, Requests requests, InstantSource clock) {
        this.sts = sts;
        this.provider = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(new RoleSts(sts, requests, clock))
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
}
