package io.github.bedrockbatch.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The caller's own credentials: the SDK's default chain, or a profile before it.
 *
 * @see <a href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Default credentials
 *     provider chain</a>
 */
final class CallerCredentials {
    private CallerCredentials() {}

    static AwsCredentialsProvider of(@Nullable String profile) {
        checkProfile(profile);
        return profile == null ? DefaultCredentialsProvider.builder().build() : ofProfile(profile);
    }

    /** @throws AwsConfigurationException if the profile is in none of the files */
    static void checkProfile(@Nullable String profile) {
        if (profile != null
                && !profile.equals("default")
                && ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
            throw new AwsConfigurationException(
                    profile + ": no such profile in the AWS configuration and credentials files; correct aws.profile");
        }
    }

    /** As in the AWS CLI, a profile that is asked for goes before the environment. */
    private static AwsCredentialsProvider ofProfile(String profile) {
        return AwsCredentialsProviderChain.builder()
                .addCredentialsProvider(ProfileCredentialsProvider.create(profile))
                .addCredentialsProvider(DefaultCredentialsProvider.builder()
                        .profileName(profile)
                        .build())
                .build();
    }
}
