package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.aws.testing.ScriptedEndpoint;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.poll.ErrorCodes;
import io.github.bedrockbatch.poll.FetchResult;
import io.github.bedrockbatch.poll.JobPage;
import io.github.bedrockbatch.poll.JobSource;
import io.github.bedrockbatch.poll.RequestListener;
import io.github.bedrockbatch.poll.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(60)
class AwsSessionTest {
    private static final Target TARGET = new Target("123456789012", "us-east-1");
    private static final JobArn ARN =
            JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");
    private static final AwsCredentialsProvider DUMMY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "very-secret"));
    private static final String JOB = """
            {"jobArn":"%s","jobName":"nightly","modelId":"arn:aws:bedrock:us-east-1::foundation-model/m","status":"Failed",
             "message":"Customer doesn't have permissions","clientRequestToken":"t","roleArn":"arn:aws:iam::1:role/r",
             "submitTime":"2026-03-01T10:00:00.123456789Z","lastModifiedTime":"2026-03-01T11:00:00+01:00",
             "jobExpirationTime":"2026-03-02T10:00:00Z","timeoutDurationInHours":24,"modelInvocationType":"Converse",
             "inputDataConfig":{"s3InputDataConfig":{"s3InputFormat":"JSONL","s3Uri":"s3://in/"}},
             "outputDataConfig":{"s3OutputDataConfig":{"s3Uri":"s3://out/","s3BucketOwner":"123456789012"}},
             "vpcConfig":{"subnetIds":["subnet-1"],"securityGroupIds":["sg-1"]},
             "totalRecordCount":10,"processedRecordCount":4,"successRecordCount":3,"errorRecordCount":1,"new":{"x":1}}
            """.formatted(ARN);

    private final ScriptedEndpoint endpoint = new ScriptedEndpoint();
    private final List<String> attempts = Collections.synchronizedList(new ArrayList<>());
    private final RequestListener listener = new RequestListener() {
        @Override
        public void attempted(Target target, String operation, Duration duration, @Nullable String errorCode) {
            assertThat(target).isEqualTo(TARGET);
            assertThat(duration).isGreaterThanOrEqualTo(Duration.ZERO);
            attempts.add(operation + " " + errorCode);
        }
    };
    private final AwsSession session = session(endpoint.uri(), DUMMY);
    private final JobSource source = session.jobSource(TARGET);

    @AfterEach
    void close() {
        session.close();
        endpoint.close();
    }

    @Test
    void getReadsEveryField() {
        endpoint.ok(JOB);
        JobSnapshot job = found(source.get(ARN, LONG));
        assertThat(job.arn()).isEqualTo(ARN);
        assertThat(job.name()).isEqualTo("nightly");
        assertThat(job.status()).isEqualTo(JobStatus.Known.FAILED);
        assertThat(job.message()).isEqualTo("Customer doesn't have permissions");
        assertThat(job.submitTime()).isEqualTo("2026-03-01T10:00:00.123456789Z");
        assertThat(job.lastModifiedTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(job.endTime()).isNull();
        assertThat(job.timeoutDurationInHours()).isEqualTo(24);
        assertThat(job.counts().total()).isEqualTo(10);
        assertThat(job.counts().error()).isEqualTo(1);
        assertThat(job.inputDataConfig()).isNotNull();
        assertThat(job.vpcConfig()).isNotNull();
        assertThat(attempts).containsExactly("GetModelInvocationJob null");
        assertThat(endpoint.asked().getFirst().path())
                .isEqualTo("/model-invocation-job/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3A"
                        + "model-invocation-job%2Fabc123def456");
    }

    @Test
    void listAsksForFullPagesOldestFirstAndSaysWhoAsks() {
        endpoint.ok("{\"invocationJobSummaries\":[" + JOB + "],\"nextToken\":\"more\"}")
                .ok("{}");
        JobPage first = found(source.list(SINCE, null, LONG));
        JobPage second = found(source.list(SINCE, first.nextToken(), LONG));
        assertThat(first.jobs()).hasSize(1);
        assertThat(first.nextToken()).isEqualTo("more");
        assertThat(second).isEqualTo(new JobPage(List.of(), 0, null));
        var asked = endpoint.asked();
        assertThat(asked.getFirst().query())
                .contains("maxResults=1000", "sortBy=CreationTime", "sortOrder=Ascending")
                .contains("submitTimeAfter=2026-03-01T00:00:00Z")
                .doesNotContain("nextToken");
        assertThat(asked.getLast().query()).contains("nextToken=more");
        assertThat(asked.getFirst().userAgent()).contains("bedrock-batch-exporter/1.2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"jobArn\":null,\"status\":\"Failed\",\"submitTime\":\"2026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"nonsense\",\"status\":\"Failed\",\"submitTime\":\"2026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":null,\"submitTime\":\"2026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":5,\"submitTime\":\"2026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":null}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":\"soon\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":{}}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":\"1815-12-10T00:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":\"+12026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":1e300}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":\"2026-03-01T10:00:00Z\",\"lastModifiedTime\":\"x\"}",
            })
    void aBadItemIsCountedAndTheOthersSurvive(String bad) {
        endpoint.ok("{\"invocationJobSummaries\":[" + JOB + "," + bad.replace("ARN", ARN.value()) + "," + JOB + "]}");
        JobPage page = found(source.list(SINCE, null, LONG));
        assertThat(page.jobs()).hasSize(2);
        assertThat(page.invalid()).isEqualTo(1);
    }

    @Test
    void anOddDetailDoesNotLoseTheJob() {
        endpoint.ok("""
                {"jobArn":"%s","jobName":7,"status":"Pondering","submitTime":1772359200.5,"endTime":"garbage",
                 "timeoutDurationInHours":"a day","totalRecordCount":"many","processedRecordCount":-1,"vpcConfig":"none",
                 "inputDataConfig":{"s3InputDataConfig":[]},"outputDataConfig":null,"message":{"a":1}}
                """.formatted(ARN));
        JobSnapshot job = found(source.get(ARN, LONG));
        assertThat(job.status()).isEqualTo(new JobStatus.Unknown("Pondering"));
        assertThat(job.name()).isEqualTo("abc123def456");
        assertThat(job.submitTime()).isEqualTo("2026-03-01T10:00:00.500Z");
        assertThat(job.endTime()).isNull();
        assertThat(job.message()).isNull();
        assertThat(job.counts().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "404, ResourceNotFoundException, NotFound, ResourceNotFoundException, 1",
        "404, '', Failed, Other, 1",
        "403, AccessDeniedException, Denied, AccessDeniedException, 1",
        "403, UnrecognizedClientException, Denied, UnrecognizedClientException, 1",
        "403, InvalidSignatureException, Denied, InvalidSignatureException, 1",
        "403, ExpiredTokenException, Denied, ExpiredTokenException, 1",
        "400, ExpiredTokenException, Denied, ExpiredTokenException, 1",
        "403, '', Denied, AccessDeniedException, 1",
        "400, ValidationException, Failed, ValidationException, 1",
        "418, TeapotException, Failed, Other, 1",
        "429, ThrottlingException, Failed, ThrottlingException, 3",
        "500, InternalServerException, Failed, InternalServerException, 3",
        "503, '', Failed, ServiceUnavailableException, 3",
    })
    void errorsAreValues(int status, String type, String kind, String code, int expected) {
        for (int i = 0; i < 3; i++) {
            endpoint.error(status, type, "no luck");
        }
        FetchResult<JobSnapshot> result = source.get(ARN, LONG);
        assertThat(result.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(code(result)).isEqualTo(code);
        assertThat(attempts)
                .isEqualTo(Collections.nCopies(expected, "GetModelInvocationJob " + code))
                .hasSize(endpoint.asked().size());
    }

    @Test
    void aRetryThatSucceedsIsToldTwice() {
        endpoint.error(429, "ThrottlingException", "slow down").reset().ok(JOB);
        assertThat(found(source.get(ARN, LONG)).arn()).isEqualTo(ARN);
        assertThat(attempts)
                .containsExactly(
                        "GetModelInvocationJob ThrottlingException",
                        "GetModelInvocationJob Connection",
                        "GetModelInvocationJob null");
    }

    @Test
    void aHangingEndpointCostsNoMoreThanTheTimeout() {
        endpoint.hang();
        FetchResult<JobSnapshot> result = source.get(ARN, Duration.ofMillis(300));
        assertThat(code(result)).isEqualTo(ErrorCodes.TIMEOUT);
        assertThat(attempts).containsExactly("GetModelInvocationJob Timeout");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aReadTimeoutIsATimeout() {
        endpoint.hang().hang().hang();
        assertThat(code(source.get(ARN, LONG))).isEqualTo(ErrorCodes.TIMEOUT);
        assertThat(attempts).hasSize(3).containsOnly("GetModelInvocationJob Timeout");
    }

    @Test
    void withoutTimeLeftNothingIsAsked() {
        assertThat(code(source.get(ARN, Duration.ZERO))).isEqualTo(ErrorCodes.TIMEOUT);
        assertThat(endpoint.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>it works</html>", "[]", "{\"jobArn\":", "{\"jobArn\":7}"})
    void garbageIsAnInvalidResponse(String body) {
        endpoint.ok(body);
        assertThat(code(source.get(ARN, LONG))).isEqualTo(ErrorCodes.INVALID_RESPONSE);
        assertThat(attempts).containsExactly("GetModelInvocationJob InvalidResponse");
    }

    @Test
    void aTruncatedAnswerIsAskedForAgain() {
        endpoint.truncated(JOB).ok(JOB);
        assertThat(found(source.get(ARN, LONG)).arn()).isEqualTo(ARN);
        assertThat(attempts).containsExactly("GetModelInvocationJob Connection", "GetModelInvocationJob null");
    }

    @Test
    void nobodyListeningIsAConnectionError() {
        endpoint.close();
        assertThat(code(source.get(ARN, LONG))).isEqualTo(ErrorCodes.CONNECTION);
        assertThat(attempts).hasSize(3).containsOnly("GetModelInvocationJob Connection");
    }

    @Test
    void theServersClockComesWithTheAnswer() {
        endpoint.ok(JOB);
        Instant before = Instant.now().minusSeconds(2);
        Instant ours = Instant.parse("2001-01-01T00:00:00Z");
        try (AwsSession behind = session(endpoint.uri(), DUMMY, InstantSource.fixed(ours), 1000)) {
            assertThat(behind.jobSource(TARGET).get(ARN, LONG))
                    .isInstanceOfSatisfying(
                            FetchResult.Found.class,
                            found -> assertThat(found.serverTime()).isBetween(before, Instant.now()));
        }
    }

    @Test
    void aTurnThatComesTooLateIsATimeoutAtOnce() {
        endpoint.ok(JOB);
        try (AwsSession slow = session(endpoint.uri(), DUMMY, InstantSource.system(), 0.001)) {
            JobSource slowly = slow.jobSource(TARGET);
            assertThat(found(slowly.get(ARN, LONG)).arn()).isEqualTo(ARN);
            assertThat(code(slowly.get(ARN, LONG))).isEqualTo(ErrorCodes.TIMEOUT);
        }
        assertThat(endpoint.asked()).hasSize(1);
        assertThat(attempts).containsExactly("GetModelInvocationJob null");
    }

    @Test
    void retriesKeepTheRate() {
        endpoint.error(500, "", "x").ok(JOB);
        try (AwsSession slow = session(endpoint.uri(), DUMMY, InstantSource.system(), 0.001)) {
            assertThat(code(slow.jobSource(TARGET).get(ARN, LONG))).isEqualTo(ErrorCodes.TIMEOUT);
        }
        assertThat(attempts).containsExactly("GetModelInvocationJob InternalServerException");
    }

    @Test
    void anInterruptedCallIsAValueToo() {
        endpoint.ok(JOB);
        Thread.currentThread().interrupt();
        FetchResult<JobSnapshot> result = source.get(ARN, LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(code(result)).isEqualTo(ErrorCodes.OTHER);
    }

    @Test
    void aSignatureErrorDoesNotRepeatTheToken() {
        endpoint.error(403, "InvalidSignatureException", "The Canonical String was x-amz-security-token:TOKEN");
        assertThat(source.get(ARN, LONG).toString()).doesNotContain("TOKEN").contains("clock");
    }

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
        endpoint.ok("""
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                <Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>U</UserId><Account>123456789012</Account>
                </GetCallerIdentityResult></GetCallerIdentityResponse>
                """);
        FetchResult<String> result = session.callerAccountId("us-east-1");
        assertThat(result)
                .isInstanceOfSatisfying(
                        FetchResult.Found.class,
                        found -> assertThat(found.value()).isEqualTo("123456789012"));
        assertThat(endpoint.asked().getFirst().body()).contains("GetCallerIdentity");
    }

    @Test
    void oneSourceForEachTarget() {
        assertThat(session.jobSource(TARGET)).isSameAs(source);
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

    private AwsSession session(URI uri, AwsCredentialsProvider credentials) {
        return session(uri, credentials, InstantSource.system(), 1000);
    }

    private AwsSession session(URI uri, AwsCredentialsProvider credentials, InstantSource clock, double rate) {
        AwsSettings settings = new AwsSettings(
                URI.create("http://127.0.0.1:1"),
                Map.of("bedrock", uri, "sts", uri),
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                null,
                true,
                rate);
        return new AwsSession(settings, "1.2.3", listener, clock, credentials);
    }

    private AwsSession session(@Nullable Path caBundle, @Nullable String profile) {
        AwsSettings settings = new AwsSettings(
                endpoint.uri(), Map.of(), profile, Duration.ofSeconds(2), Duration.ofSeconds(2), caBundle, false, 5);
        return new AwsSession(settings, "1.2.3", listener, InstantSource.system(), DUMMY);
    }

    private static <T> T found(FetchResult<T> result) {
        return switch (result) {
            case FetchResult.Found<T> found -> found.value();
            case FetchResult.NotFound<T> other -> throw new AssertionError(other);
            case FetchResult.Denied<T> other -> throw new AssertionError(other);
            case FetchResult.Failed<T> other -> throw new AssertionError(other);
        };
    }

    private static String code(FetchResult<?> result) {
        return switch (result) {
            case FetchResult.Found<?> found -> "";
            case FetchResult.NotFound<?> absent -> "ResourceNotFoundException";
            case FetchResult.Denied<?> denied -> denied.code();
            case FetchResult.Failed<?> failed -> failed.code();
        };
    }
}
