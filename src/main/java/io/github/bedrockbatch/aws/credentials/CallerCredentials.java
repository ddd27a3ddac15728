package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.aws.SdkHttp;
import io.github.bedrockbatch.sso.SsoCredentials;
import io.github.bedrockbatch.sso.SsoException;
import io.github.bedrockbatch.sso.SsoProfile;
import java.time.InstantSource;
import java.util.Optional;
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
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

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
     * @param signIn makes the credentials of a profile that signs in through IAM Identity Center
     * @param clock of this machine
     * @throws AwsConfigurationException if the profile is in none of the files, or cannot be signed in
     */
    public static AwsCredentialsProvider of(
            @Nullable String profile,
            Function<WebIdentity, AwsCredentialsProvider> webIdentity,
            Function<SsoProfile, SsoCredentials> signIn,
            InstantSource clock) {
        checkProfile(profile);
        SdkHttp.install();
        Optional<WebIdentity> identity = WebIdentity.ofEnvironment();
        if (profile == null && identity.isPresent()) {
            return withWebIdentity(null, webIdentity.apply(identity.get()), clock);
        }
        String name = profile == null ? ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow() : profile;
        Optional<SsoProfile> signedIn = profile == null && hasKeys() ? Optional.empty() : signedIn(name);
        if (signedIn.isPresent() && signedIn.get().name().equals(name)) {
            return signIn.apply(signedIn.get());
        }
        return identity.map(found -> withWebIdentity(profile, webIdentity.apply(found), clock))
                .orElseGet(() -> signedIn.<AwsCredentialsProvider>map(
                                found -> new OverSignIn(ofSdk(profile), signIn.apply(found)))
                        .orElseGet(() -> ofSdk(profile)));
    }

    /** Returns whether the environment, or a system property, has keys: they take precedence over the profile that it names. */
    private static boolean hasKeys() {
        return SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue().isPresent();
    }

    private static Optional<SsoProfile> signedIn(String profile) {
        return SsoProfile.behind(ProfileFile.defaultProfileFile(), profile);
    }

    /**
     * Requires that a profile exists, and that it is whole if it signs in through IAM Identity Center.
     *
     * @throws AwsConfigurationException if the profile is in none of the files, or cannot be signed in
     */
    public static void checkProfile(@Nullable String profile) {
        if (profile != null
                && !profile.equals("default")
                && ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
            throw new AwsConfigurationException(
                    profile + ": no such profile in the AWS configuration and credentials files; correct aws.profile");
        }
        try {
            var _ = Optional.ofNullable(profile).flatMap(CallerCredentials::signedIn);
        } catch (SsoException e) {
            throw new AwsConfigurationException(String.valueOf(e.getMessage()), e);
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
