package io.github.bedrockbatch.aws;

import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * A token in a file, and the role that it is good for.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html">Assume role credential
 *     provider</a>
 */
record WebIdentity(Path tokenFile, String roleArn) {
    /** What AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN name, or the system properties of the SDK; empty without both. */
    static Optional<WebIdentity> ofEnvironment() {
        return value(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)
                .flatMap(
                        file -> value(SdkSystemSetting.AWS_ROLE_ARN).map(role -> new WebIdentity(Path.of(file), role)));
    }

    /** The account that the role is of; nothing where its ARN is none, which STS refuses. */
    String accountId() {
        String[] parts = roleArn.split(":", 6);
        return parts.length == 6 ? parts[4] : "";
    }

    private static Optional<String> value(SdkSystemSetting setting) {
        return setting.getStringValue().map(String::strip).filter(value -> !value.isEmpty());
    }
}
