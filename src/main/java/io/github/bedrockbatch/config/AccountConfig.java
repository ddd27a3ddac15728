package io.github.bedrockbatch.config;

import java.time.Duration;
import java.util.Optional;

/**
 * A role that gives access to an account: an item of {@code aws.accounts}.
 *
 * @param roleArn {@code aws.accounts[].role_arn}
 * @param externalId {@code aws.accounts[].external_id}, a secret
 * @param sessionName {@code aws.accounts[].session_name}
 * @param duration {@code aws.accounts[].duration} of the session
 */
public record AccountConfig(String roleArn, Optional<String> externalId, String sessionName, Duration duration) {
    /** The default of {@code session_name}. */
    public static final String SESSION_NAME = "bedrock-batch-exporter";

    /** The default of {@code duration}. */
    public static final Duration DURATION = Duration.ofHours(1);

    /** Stands in for a role that is missing or wrong: a role of no account. */
    static final String NO_ROLE = "arn:::::";

    /** Returns the account that the role is of: twelve digits. */
    public String accountId() {
        return roleArn.split(":", 6)[4];
    }

    /** Returns the partition of AWS that the account is in, as {@code aws-us-gov}. */
    public String partition() {
        return roleArn.split(":", 6)[1];
    }

    /** Returns the record without its secret. */
    @Override
    public String toString() {
        return "AccountConfig[roleArn=" + roleArn + ", sessionName=" + sessionName + ", duration=" + duration + "]";
    }
}
