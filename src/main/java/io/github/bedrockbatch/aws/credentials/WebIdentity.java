package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * A web identity token in a file, and the role to assume with it.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html">Assume role credential
 *     provider</a>
 */
public record WebIdentity(Path tokenFile, String roleArn, String partition, String accountId) {
    private static final Pattern ROLE_ARN = Pattern.compile("arn:([a-z0-9-]+):iam::([0-9]{12}):role/.+");

    /**
     * Returns what AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN name, or the system properties of the SDK; empty without both.
     *
     * @throws AwsConfigurationException if the role's ARN is none
     */
    public static Optional<WebIdentity> ofEnvironment() {
        return value(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)
                .flatMap(file -> value(SdkSystemSetting.AWS_ROLE_ARN).map(role -> of(Path.of(file), role)));
    }

    private static WebIdentity of(Path tokenFile, String roleArn) {
        Matcher matcher = ROLE_ARN.matcher(roleArn);
        if (!matcher.matches()) {
            throw new AwsConfigurationException(roleArn
                    + ": must be the ARN of an IAM role, as arn:aws:iam::123456789012:role/name; correct AWS_ROLE_ARN");
        }
        return new WebIdentity(tokenFile, roleArn, matcher.group(1), matcher.group(2));
    }

    private static Optional<String> value(SdkSystemSetting setting) {
        return setting.getStringValue().map(String::strip).filter(value -> !value.isEmpty());
    }
}
