package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.ScriptedEndpoint;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The order in which the caller's credentials are looked for where there is a web identity among them. */
@NullMarked
final class CallerCredentialsTest extends PodFixture {
    @Test
    void keysInSystemPropertiesGoFirst() {
        set("aws.accessKeyId", "AKIDEXAMPLE");
        set("aws.secretAccessKey", "very-secret");
        endpoint.ok(JOB);
        try (AwsSession pod = pod(null)) {
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
            assertThat(pod.webIdentityFailure())
                    .as("none stands in for it, as it was not asked for")
                    .isEmpty();
        }
        assertThat(attempts).containsExactly("GetModelInvocationJob null");
    }

    @Test
    void aProfileThatIsAskedForGoesFirst() throws IOException {
        profile("[asked-for]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = very-secret\n");
        endpoint.ok(JOB);
        try (AwsSession pod = pod("asked-for")) {
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(attempts).containsExactly("GetModelInvocationJob null");
    }

    @Test
    void aProfileWithoutCredentialsLeavesThemToTheIdentity() throws IOException {
        profile("[asked-for]\nregion = us-east-1\n");
        endpoint.ok(sts(HOUR)).ok(JOB);
        try (AwsSession pod = pod("asked-for")) {
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(attempts).first().isEqualTo("AssumeRoleWithWebIdentity null");
    }

    /** They could be of another account. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noOthersStandInForTheCredentialsOfAProfile(boolean webIdentity) throws IOException {
        if (!webIdentity) {
            put("aws.webIdentityTokenFile", null);
            put("aws.roleArn", null);
        }
        set("aws.accessKeyId", "AKIDEXAMPLE");
        set("aws.secretAccessKey", "very-secret");
        profile("[asked-for]\ncredential_process = false\n");
        endpoint.ok(JOB);
        try (AwsSession pod = pod("asked-for")) {
            assertThat(get(pod)).isInstanceOf(FetchResult.Failed.class);
            assertThat(endpoint.asked()).isEmpty();
            profile("[asked-for]\naws_access_key_id = OFPROFILE\naws_secret_access_key = very-secret\n");
        }
        try (AwsSession pod = pod("asked-for")) {
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
        }
    }

    @Test
    void theDefaultProfileStandsInForAnIdentityThatFailsAndNotForEver() throws IOException {
        SettableClock clock = new SettableClock(Instant.now());
        profile("[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = very-secret\n");
        endpoint.then(exchange -> ScriptedEndpoint.send(exchange, 403, error("AccessDenied")))
                .ok(JOB)
                .ok(JOB)
                .ok(sts(HOUR))
                .ok(JOB);
        try (AwsSession pod = pod(null, clock)) {
            assertThat(pod.webIdentityFailure()).isEmpty();
            get(pod);
            assertThat(pod.webIdentityFailure())
                    .contains(new FetchResult.Denied<>("AccessDeniedException", "STS says AccessDenied"));
            clock.advance(Duration.ofMinutes(9));
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
            clock.advance(Duration.ofMinutes(1));
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
            assertThat(pod.webIdentityFailure()).isEmpty();
        }
        assertThat(attempts)
                .containsExactly(
                        "AssumeRoleWithWebIdentity AccessDeniedException",
                        "GetModelInvocationJob null",
                        "GetModelInvocationJob null",
                        "AssumeRoleWithWebIdentity null",
                        "GetModelInvocationJob null");
    }

    @Test
    void halfAnIdentityIsLeftToTheSdk() {
        put("aws.roleArn", null);
        try (AwsSession pod = pod(null)) {
            assertThat(get(pod).toString()).contains("no AWS credentials: set");
        }
        assertThat(endpoint.asked()).isEmpty();
    }

    @Test
    void theSdksOwnChainIsStillTheOneThatOursStandsFor() {
        set("aws.accessKeyId", "AKIDEXAMPLE");
        set("aws.secretAccessKey", "very-secret");
        try (DefaultCredentialsProvider sdk =
                DefaultCredentialsProvider.builder().build()) {
            sdk.resolveCredentials();
            assertThat(Pattern.compile("(\\w+)CredentialsProvider\\(")
                            .matcher(sdk.toString())
                            .results()
                            .map(provider -> provider.group(1)))
                    .containsExactly(
                            "Default",
                            "LazyAws",
                            "SystemProperty",
                            "EnvironmentVariable",
                            "WebIdentityTokenFile",
                            "Profile",
                            "Container",
                            "InstanceProfile");
        }
    }

    private void profile(String text) throws IOException {
        Files.writeString(directory.resolve("credentials"), text);
    }
}
