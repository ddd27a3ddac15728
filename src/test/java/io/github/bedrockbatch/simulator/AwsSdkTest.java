package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrock.model.BedrockException;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobResponse;
import software.amazon.awssdk.services.bedrock.model.ModelInvocationJobStatus;
import software.amazon.awssdk.services.bedrock.model.ModelInvocationJobSummary;
import software.amazon.awssdk.services.bedrock.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrock.model.ThrottlingException;
import software.amazon.awssdk.services.bedrock.model.ValidationException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** The real SDK understands every answer of the simulator. */
class AwsSdkTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final SdkHttpClient http = Apache5HttpClient.create();
    private final JobScript failed = script("failed", Outcome.FAILED, 60);
    private final JobScript running = script("running", Outcome.COMPLETED, 35);
    private final Simulator simulator;
    private final BedrockClient bedrock;

    AwsSdkTest() throws IOException {
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SimulatorConfig.of(Fleet.of(failed, running)).withCountLag(Duration.ZERO),
                InstantSource.fixed(NOW));
        bedrock = BedrockClient.builder()
                .httpClient(http)
                .endpointOverride(simulator.uri())
                .region(Region.US_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterEach
    void close() {
        bedrock.close();
        simulator.close();
        http.close();
    }

    @Test
    void pagesThroughTheList() {
        assertThat(bedrock.listModelInvocationJobsPaginator(r -> r.maxResults(1))
                        .invocationJobSummaries())
                .extracting(ModelInvocationJobSummary::jobName)
                .containsExactly("running", "failed");
        assertThat(bedrock.listModelInvocationJobs(r -> r.submitTimeAfter(NOW.minusSeconds(50)))
                        .invocationJobSummaries())
                .hasSize(1);
    }

    @Test
    void getsEveryField() {
        GetModelInvocationJobResponse job = bedrock.getModelInvocationJob(r -> r.jobIdentifier(running.arn()));
        assertThat(job.status()).isEqualTo(ModelInvocationJobStatus.IN_PROGRESS);
        assertThat(job.submitTime()).isEqualTo(running.submitted());
        assertThat(job.lastModifiedTime()).isEqualTo(running.submitted().plusSeconds(30));
        assertThat(job.processedRecordCount()).isEqualTo(500L);
        assertThat(job.inputDataConfig().s3InputDataConfig().s3Uri()).startsWith("s3://");
        assertThat(bedrock.getModelInvocationJob(r -> r.jobIdentifier(failed.id()))
                        .message())
                .contains("GetObject");
    }

    @Test
    void mapsErrorsToItsExceptions() {
        assertThatThrownBy(() -> bedrock.getModelInvocationJob(r -> r.jobIdentifier("abcdefghijkl")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> bedrock.stopModelInvocationJob(r -> r.jobIdentifier(failed.arn())))
                .isInstanceOf(ValidationException.class);
        simulator.faults().add(FaultRule.of(Fault.denied()).times(1));
        assertThatThrownBy(() -> bedrock.listModelInvocationJobs(r -> {})).isInstanceOf(AccessDeniedException.class);
        simulator
                .faults()
                .add(FaultRule.of(new Fault.ErrorAnswer("ThrottlingException", 429, "slow"))
                        .times(1));
        assertThatThrownBy(() -> bedrock.listModelInvocationJobs(r -> {})).isInstanceOf(ThrottlingException.class);
    }

    @Test
    void throwsOnWhatIsNoAnswer() {
        simulator
                .faults()
                .add(FaultRule.of(new Fault.ErrorAnswer("Whatever", 502, "bad gateway"))
                        .times(1));
        assertThatThrownBy(() -> bedrock.listModelInvocationJobs(r -> {})).isInstanceOf(BedrockException.class);
    }

    @Test
    void stops() {
        bedrock.stopModelInvocationJob(r -> r.jobIdentifier(running.arn()));
        assertThat(bedrock.getModelInvocationJob(r -> r.jobIdentifier(running.arn()))
                        .status())
                .isEqualTo(ModelInvocationJobStatus.STOPPING);
    }

    @Test
    void assumesARoleInAnotherAccount() {
        try (StsClient sts = sts("AKID", "secret", "")) {
            var role = sts.assumeRole(
                    r -> r.roleArn("arn:aws:iam::210987654321:role/Reader").roleSessionName("me"));
            var credentials = role.credentials();
            assertThat(credentials.expiration()).isAfter(NOW);
            try (StsClient assumed =
                    sts(credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken())) {
                var identity = assumed.getCallerIdentity();
                assertThat(identity.account()).isEqualTo("210987654321");
                assertThat(identity.arn()).isEqualTo("arn:aws:sts::210987654321:assumed-role/Reader/me");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::210987654321:user/someone, me, 900",
        "arn:aws:iam::210987654321:role/Reader, no spaces, 900",
        "arn:aws:iam::210987654321:role/Reader, me, 899",
        "arn:aws:iam::210987654321:role/Reader, me, 43201"
    })
    void assumesNoRoleThatStsWouldNot(String role, String session, int seconds) {
        try (StsClient sts = sts("AKID", "secret", "")) {
            assertThatThrownBy(() -> sts.assumeRole(
                            r -> r.roleArn(role).roleSessionName(session).durationSeconds(seconds)))
                    .isInstanceOf(StsException.class)
                    .extracting(e -> ((StsException) e).awsErrorDetails().errorCode())
                    .isEqualTo("ValidationError");
        }
    }

    private StsClient sts(String key, String secret, String token) {
        return StsClient.builder()
                .httpClient(http)
                .endpointOverride(simulator.uri())
                .region(Region.US_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(
                        token.isEmpty()
                                ? AwsBasicCredentials.create(key, secret)
                                : AwsSessionCredentials.create(key, secret, token)))
                .build();
    }

    private static JobScript script(String name, Outcome outcome, long secondsAgo) {
        Timings timings = Timings.ofSeconds(10, 10, 10, 10, 5);
        return JobScript.of(
                SimulatorConfig.DEFAULT_ACCOUNT, "us-west-2", name, outcome, NOW.minusSeconds(secondsAgo), timings);
    }
}
