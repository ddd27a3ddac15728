package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.request.InvalidResponseException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The end of a session by this machine's clock, with which the SDK compares it; STS gives it by AWS's.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html">Credentials</a>
 */
final class LocalExpiration {
    private LocalExpiration() {}

    /**
     * The credentials with an end that is as long after they were asked for, here, as AWS has it after its answer, there: so it is
     * early by what the request took, and late by no more than the second to which AWS's clock is told.
     *
     * @param there when STS answered, by AWS's clock
     * @param here before STS was asked, by this machine's
     */
    static Credentials of(@Nullable Credentials given, Instant there, Instant here) {
        if (given == null || given.expiration() == null) {
            throw InvalidResponseException.wrapped("the answer has no credentials that expire");
        }
        Duration lasts = Duration.between(there, given.expiration());
        return given.toBuilder().expiration(here.plus(lasts)).build();
    }
}
