package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.aws.SdkHttp;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The caller's own credentials: the SDK's default chain, or a profile before it.
 *
 * @see <a href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Default credentials
 *     provider chain</a>
 */
public final class CallerCredentials {
    private CallerCredentials() {}

    /**
     * Returns the credentials. Asks for nothing yet.
     *
     * @param webIdentity makes the credentials of a web identity, where the environment names one
     * @param clock of this machine
     * @throws AwsConfigurationException if the profile is in none of the files
     */
    public static AwsCredentialsProvider of(
            @Nullable String profile, Function<WebIdentity, AwsCredentialsProvider> webIdentity, InstantSource clock) {
        checkProfile(profile);
        SdkHttp.install();
        return WebIdentity.ofEnvironment()
                .map(identity -> withWebIdentity(profile, webIdentity.apply(identity), clock))
                .orElseGet(() -> ofSdk(profile));
    }

    /**
     * Requires that a profile exists.
     *
     * @throws AwsConfigurationException if the profile is in none of the files
     */
    public static void checkProfile(@Nullable String profile) {
        if (profile != null
                && !profile.equals("default")
                && ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
            throw new AwsConfigurationException(
                    profile + ": no such profile in the AWS configuration and credentials files; correct aws.profile");
        }
    }

    /** Returns the default chain, in which the web identity is ours: the SDK's would know nothing of our endpoints and certificates. */
    private static AwsCredentialsProvider withWebIdentity(
            @Nullable String profile, AwsCredentialsProvider webIdentity, InstantSource clock) {
        AwsCredentialsProviderChain.Builder before = AwsCredentialsProviderChain.builder();
        if (profile != null) {
            before.addCredentialsProvider(ProfileCredentialsProvider.create(profile));
        }
        before.addCredentialsProvider(SystemPropertyCredentialsProvider.create())
                .addCredentialsProvider(EnvironmentVariableCredentialsProvider.create());
        AwsCredentialsProviderChain after = AwsCredentialsProviderChain.builder()
                .reuseLastProviderEnabled(false)
                .addCredentialsProvider(ProfileCredentialsProvider.create(profile))
                .addCredentialsProvider(ContainerCredentialsProvider.create())
                .addCredentialsProvider(InstanceProfileCredentialsProvider.builder()
                        .profileName(profile)
                        .build())
                .build();
        return new WebIdentityChain(before.build(), webIdentity, after, clock);
    }

    private static AwsCredentialsProvider ofSdk(@Nullable String profile) {
        return profile == null ? DefaultCredentialsProvider.builder().build() : ofProfile(profile);
    }

    /** Returns the chain in which a profile takes precedence over the environment, as in the AWS CLI. */
    private static AwsCredentialsProvider ofProfile(String profile) {
        return AwsCredentialsProviderChain.builder()
                .addCredentialsProvider(ProfileCredentialsProvider.create(profile))
                .addCredentialsProvider(DefaultCredentialsProvider.builder()
                        .profileName(profile)
                        .build())
                .build();
    }
}
