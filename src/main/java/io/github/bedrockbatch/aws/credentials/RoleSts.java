package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.request.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/**
 * STS as roles are taken from it: the requests are counted, and a session's end is told by this machine's clock.
 *
 * @param clock of this machine
 */
record RoleSts(StsClient client, Requests requests, InstantSource clock) implements StsClient {
    /** Less than whoever waits for the credentials has in all, so that it is known what took too long. */
    private static final Duration ROLE_TIMEOUT = Duration.ofSeconds(8);

    /** Less than a role that is assumed with these credentials has. */
    private static final Duration WEB_IDENTITY_TIMEOUT = Duration.ofSeconds(4);

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        AssumeRoleRequest bounded = request.toBuilder()
                .overrideConfiguration(override -> override.apiCallTimeout(ROLE_TIMEOUT))
                .build();
        Instant before = clock.instant();
        return requests.call("AssumeRole", ROLE_TIMEOUT, () -> {
            AssumeRoleResponse response = client.assumeRole(bounded);
            return response.toBuilder()
                    .credentials(LocalExpiration.of(response.credentials(), requests.serverTime(response), before))
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
                    .credentials(LocalExpiration.of(response.credentials(), requests.serverTime(response), before))
                    .build();
        });
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
