package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.request.InvalidResponseException;
import io.github.bedrockbatch.aws.request.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsResponse;

/**
 * STS as roles are taken from it: the requests are counted, and a session's end is told by this machine's clock, with which the
 * SDK compares it, not by AWS's.
 *
 * @param clock of this machine
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html">Credentials</a>
 */
record RoleSts(StsClient client, Requests requests, InstantSource clock) implements StsClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final AwsRequestOverrideConfiguration BOUNDED =
            AwsRequestOverrideConfiguration.builder().apiCallTimeout(TIMEOUT).build();

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        AssumeRoleRequest bounded =
                request.toBuilder().overrideConfiguration(BOUNDED).build();
        Instant before = clock.instant();
        return requests.call("AssumeRole", TIMEOUT, () -> {
            AssumeRoleResponse response = client.assumeRole(bounded);
            return response.toBuilder()
                    .credentials(here(response.credentials(), response, before))
                    .build();
        });
    }

    @Override
    public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest request) {
        AssumeRoleWithWebIdentityRequest bounded =
                request.toBuilder().overrideConfiguration(BOUNDED).build();
        Instant before = clock.instant();
        return requests.call("AssumeRoleWithWebIdentity", TIMEOUT, () -> {
            AssumeRoleWithWebIdentityResponse response = client.assumeRoleWithWebIdentity(bounded);
            return response.toBuilder()
                    .credentials(here(response.credentials(), response, before))
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

    /** The session lasts as long from before it was asked for as it does, by AWS's clock, from the answer. */
    private Credentials here(@Nullable Credentials given, StsResponse response, Instant before) {
        if (given == null || given.expiration() == null) {
            throw InvalidResponseException.wrapped("the answer has no credentials that expire");
        }
        Duration lasts = Duration.between(requests.serverTime(response), given.expiration());
        return given.toBuilder().expiration(before.plus(lasts)).build();
    }
}
