package io.github.bedrockbatch.aws.credentials;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.aws.SdkHttp;
import io.github.bedrockbatch.sso.SsoCredentials;
import io.github.bedrockbatch.sso.SsoException;
import io.github.bedrockbatch.sso.SsoProfile;
import java.time.InstantSource;
import java.util.List;
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
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The caller's own credentials: those of the configuration's profile if it has any, else the SDK's default chain.
 *
 * @see <a href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Default credentials
 *     provider chain</a>
 */
public final class CallerCredentials {
    private static final List<String> CREDENTIALS = List.of(
            ProfileProperty.AWS_ACCESS_KEY_ID,
            ProfileProperty.ROLE_ARN,
            ProfileProperty.CREDENTIAL_PROCESS,
            ProfileProperty.LOGIN_SESSION);

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
        if (profile != null && hasCredentials(profile)) {
            return overSignIn(ProfileCredentialsProvider.create(profile), signedIn.map(signIn));
        }
        return identity.map(found -> withWebIdentity(profile, webIdentity.apply(found), clock))
                .orElseGet(() -> overSignIn(ofSdk(profile), signedIn.map(signIn)));
    }

    private static AwsCredentialsProvider overSignIn(AwsCredentialsProvider role, Optional<SsoCredentials> source) {
        return source.<AwsCredentialsProvider>map(found -> new OverSignIn(role, found))
                .orElse(role);
    }

    /** Returns whether a profile says where its credentials come from. Then no others stand in for those, which could be of another account. */
    private static boolean hasCredentials(String profile) {
        return ProfileFile.defaultProfileFile()
                .profile(profile)
                .filter(found ->
                        CREDENTIALS.stream().anyMatch(key -> found.property(key).isPresent()))
                .isPresent();
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

    /** Returns the chain in which a profile that has no credentials takes precedence over the environment once it has. */
    private static AwsCredentialsProvider ofProfile(String profile) {
        return AwsCredentialsProviderChain.builder()
                .reuseLastProviderEnabled(false)
                .addCredentialsProvider(ProfileCredentialsProvider.create(profile))
                .addCredentialsProvider(DefaultCredentialsProvider.builder()
                        .profileName(profile)
                        .build())
                .build();
    }
}
