package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.aws.request.Requests;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of a pod's role (IRSA), taken anew some minutes before they expire, with the token that is in the file by then.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">
 *     AssumeRoleWithWebIdentity</a>
 */
public final class WebIdentityCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    private final Path tokenFile;
    private final StsClient sts;
    private final StsWebIdentityTokenFileCredentialsProvider provider;

    /**
     * Asks for nothing yet.
     *
     * @param sts that asks without a signature; is closed with this
     * @param requests as which the requests are counted
     * @param clock of this machine
     */
    public WebIdentityCredentials(WebIdentity identity, StsClient sts, Requests requests, InstantSource clock) {
        this.tokenFile = identity.tokenFile();
        this.sts = sts;
        this.provider = StsWebIdentityTokenFileCredentialsProvider.builder()
                .webIdentityTokenFile(tokenFile)
                .roleArn(identity.roleArn())
                .stsClient(new RoleSts(sts, requests, clock))
                .build();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (UncheckedIOException e) {
            // Without the cause, by which it would count as a failed connection.
            throw new AwsConfigurationException(tokenFile + ": the web identity token cannot be read: " + e.getMessage()
                    + "; set AWS_WEB_IDENTITY_TOKEN_FILE to a file that holds one");
        }
    }

    @Override
    public void close() {
        provider.close();
        sts.close();
    }
}
