package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsSessionTest extends EndpointFixture {
    private static final String CALLER = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>U</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>
            """;

    @Test
    void missingCredentialsSayWhatToDo() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        };
        try (AwsSession poor = session(endpoint.uri(), none)) {
            FetchResult<JobSnapshot> result = poor.jobSource(TARGET).get(ARN, LONG);
            assertThat(code(result)).isEqualTo(ErrorCodes.OTHER);
            assertThat(result.toString()).contains("AWS_ACCESS_KEY_ID");
        }
        assertThat(attempts).isEmpty();
    }

    @Test
    void stsTellsTheCallersAccount() {
        endpoint.ok(CALLER);
        FetchResult<String> result = session.callerAccountId("us-east-1");
        assertThat(result)
                .isInstanceOfSatisfying(
                        FetchResult.Found.class,
                        found -> assertThat(found.value()).isEqualTo("123456789012"));
        assertThat(endpoint.asked().getFirst().body()).contains("GetCallerIdentity");
        assertThat(attempts).containsExactly("GetCallerIdentity null");
        assertThat(session.identityTarget("us-east-1")).isEqualTo(new Target("unknown", "us-east-1"));
    }

    @Test
    void theQuestionForTheAccountIsWithinTheRateOfItsRegion() {
        try (AwsSession slow = session(endpoint.uri(), DUMMY, InstantSource.system(), 0.01)) {
            endpoint.ok(CALLER).ok(CALLER);
            assertThat(slow.callerAccountId("us-east-1")).isInstanceOf(FetchResult.Found.class);
            assertThat(code(slow.callerAccountId("us-east-1"))).isEqualTo(ErrorCodes.TIMEOUT);
        }
        assertThat(endpoint.asked()).hasSize(1);
        assertThat(attempts).containsExactly("GetCallerIdentity null");
    }

    @Test
    void allWhoAskAboutATargetShareItsRate() {
        try (AwsSession slow = session(endpoint.uri(), DUMMY, InstantSource.system(), 0.01)) {
            endpoint.ok("{}").ok("{}");
            slow.jobSource(TARGET).get(ARN, LONG);
            assertThat(code(slow.jobSource(TARGET).get(ARN, Duration.ofMillis(100))))
                    .isEqualTo(ErrorCodes.TIMEOUT);
        }
        assertThat(endpoint.asked()).hasSize(1);
    }

    @Test
    void aBadCaBundleIsNamed(@TempDir Path dir) throws IOException {
        Path absent = dir.resolve("absent.pem");
        Path empty = Files.createFile(dir.resolve("empty.pem"));
        Path garbage = Files.writeString(dir.resolve("garbage.pem"), "not a certificate");
        for (Path bundle : List.of(absent, empty, garbage)) {
            try (AwsSession broken = session(bundle, null)) {
                assertThatThrownBy(broken::check)
                        .isInstanceOf(AwsConfigurationException.class)
                        .hasMessageStartingWith(bundle.toString());
                assertThat(broken.jobSource(TARGET).get(ARN, LONG).toString()).contains(bundle.toString());
            }
        }
    }

    @Test
    void anAbsentProfileIsNamed() {
        try (AwsSession broken = session((@Nullable Path) null, "no-such-profile-here")) {
            assertThatThrownBy(broken::check).hasMessageStartingWith("no-such-profile-here: no such profile");
        }
    }
}
