package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.aws.request.InvalidResponseException;
import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.config.AccountConfig;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The STS client that assumes roles. It counts requests, and converts the end of a session to this machine's clock, with which the
 * SDK compares it.
 *
 * @param requests as which the requests are counted
 * @param clock of this machine
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html">Credentials</a>
 */
public record RoleSts(StsClient client, Requests requests, InstantSource clock) implements StsClient {
    /** Less than the time limit of the request that waits for the credentials, so that the error names STS. */
    private static final Duration ROLE_TIMEOUT = Duration.ofSeconds(8);

    /** Less than a role that is assumed with these credentials has. */
    private static final Duration WEB_IDENTITY_TIMEOUT = Duration.ofSeconds(4);

    /** Returns the credentials of a role, which are renewed some minutes before they expire. Asks for nothing yet. */
    public AwsCredentialsProvider credentials(AccountConfig role) {
        AssumeRoleRequest request = AssumeRoleRequest.builder()
                .roleArn(role.roleArn())
                .externalId(role.externalId().orElse(null))
                .roleSessionName(role.sessionName())
                .durationSeconds(Math.toIntExact(role.duration().toSeconds()))
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(this)
                .refreshRequest(request)
                .build();
    }

    /**
     * Returns the credentials of a pod's role (IRSA), which are renewed some minutes before they expire, with the token that is
     * in the file by then. Asks for nothing yet.
     */
    public AwsCredentialsProvider credentials(WebIdentity identity) {
        AwsCredentialsProvider provider = StsWebIdentityTokenFileCredentialsProvider.builder()
                .webIdentityTokenFile(identity.tokenFile())
                .roleArn(identity.roleArn())
                .stsClient(this)
                .build();
        return () -> {
            try {
                return provider.resolveCredentials();
            } catch (UncheckedIOException e) {
                // Without the cause, by which it would count as a failed connection.
                throw new AwsConfigurationException(identity.tokenFile() + ": the web identity token cannot be read: "
                        + e.getMessage() + "; set AWS_WEB_IDENTITY_TOKEN_FILE to a file that holds one");
            }
        };
    }

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        AssumeRoleRequest bounded = request.toBuilder()
                .overrideConfiguration(override -> override.apiCallTimeout(ROLE_TIMEOUT))
                .build();
        Instant before = clock.instant();
        return requests.call("AssumeRole", ROLE_TIMEOUT, () -> {
            AssumeRoleResponse response = client.assumeRole(bounded);
            return response.toBuilder()
                    .credentials(local(response.credentials(), response, before))
                    .build();
        });
    }

    @Override
    public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest request) {
        AssumeRoleWithWebIdentityRequest bounded = request.toBuilder()
                .overrideConfiguration(override -> override.apiCallTimeout(WEB_IDENTITY_TIMEOUT))
                .build();
        Instant before = clock.instant();
        return requests.call("AssumeRoleWithWebIdentity", WEB_IDENTITY_TIMEOUT, () -> {
            AssumeRoleWithWebIdentityResponse response = client.assumeRoleWithWebIdentity(bounded);
            return response.toBuilder()
                    .credentials(local(response.credentials(), response, before))
                    .build();
        });
    }

    /**
     * Returns the credentials with an end that is as long after they were asked for, here, as AWS has it after its answer, there: so
     * it is early by what the request took, and late by no more than the second to which AWS's clock is told.
     */
    private Credentials local(@Nullable Credentials given, SdkResponse response, Instant before) {
        if (given == null || given.expiration() == null) {
            throw InvalidResponseException.wrapped("the answer has no credentials that expire");
        }
        Duration lasts = Duration.between(requests.serverTime(response), given.expiration());
        return given.toBuilder().expiration(before.plus(lasts)).build();
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
