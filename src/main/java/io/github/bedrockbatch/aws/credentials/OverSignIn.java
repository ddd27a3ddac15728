package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.sso.SsoCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials of a role whose profile leads to one that signs in. The SDK takes them. Where it fails, in whatever way, the sign-in is
 * checked, because the SDK would not say what to run.
 */
record OverSignIn(AwsCredentialsProvider role, SsoCredentials source)
        implements AwsCredentialsProvider, SdkAutoCloseable {
    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return role.resolveCredentials();
        } catch (RuntimeException e) {
            source.checkToken();
            throw e;
        }
    }

    @Override
    public void close() {
        if (role instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
