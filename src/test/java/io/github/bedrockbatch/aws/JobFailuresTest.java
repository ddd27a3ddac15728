package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.RequestCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of errors, delays and broken connections. */
class JobFailuresTest extends EndpointFixture {
    @ParameterizedTest
    @CsvSource({
        "404, ResourceNotFoundException, NotFound, ResourceNotFoundException, 1",
        "404, '', Failed, Other, 1",
        "403, AccessDeniedException, Denied, AccessDeniedException, 1",
        "403, UnrecognizedClientException, Denied, UnrecognizedClientException, 1",
        "403, InvalidAccessKeyId, Denied, UnrecognizedClientException, 1",
        "400, InvalidToken, Denied, UnrecognizedClientException, 1",
        "403, AuthFailure, Denied, UnrecognizedClientException, 1",
        "403, OptInRequired, Denied, UnrecognizedClientException, 1",
        "403, RegionDisabledException, Denied, UnrecognizedClientException, 1",
        "403, InvalidSignatureException, Denied, InvalidSignatureException, 1",
        "403, ExpiredTokenException, Denied, ExpiredTokenException, 2",
        "400, ExpiredTokenException, Denied, ExpiredTokenException, 2",
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
    void aRetryIsNotSentOnceItMayNotBe() {
        endpoint.error(503, "", "not now").ok(JOB);
        IllegalStateException lost = new IllegalStateException("the lease is lost");
        Runnable check = () -> {
            if (!endpoint.asked().isEmpty()) {
                throw lost;
            }
        };

        assertThatThrownBy(() -> RequestCheck.during(check, () -> source.get(ARN, LONG)))
                .isSameAs(lost);

        assertThat(endpoint.asked()).hasSize(1);
        assertThat(attempts).containsExactly("GetModelInvocationJob ServiceUnavailableException");
    }

    @Test
    void aCheckThatOutlastsTheCallIsATimeoutOfTheCall() {
        CountDownLatch late = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Runnable check = () -> {
            try {
                late.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        };

        FetchResult<JobSnapshot> result = RequestCheck.during(check, () -> source.get(ARN, Duration.ofMillis(300)));
        late.countDown();

        assertThat(code(result)).isEqualTo(ErrorCodes.TIMEOUT);
        assertThat(interrupted).isFalse();
        assertThat(endpoint.asked()).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
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
        Duration second = Duration.ofSeconds(1);
        try (AwsSession hasty = session(endpoint.uri(), DUMMY, InstantSource.system(), 1000, second)) {
            assertThat(code(hasty.jobSource(TARGET).get(ARN, LONG))).isEqualTo(ErrorCodes.TIMEOUT);
        }
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
    void anErrorThatSaysNothingHasAReasonAllTheSame() {
        endpoint.error(403, "AccessDeniedException", " ");
        FetchResult<JobSnapshot> result = source.get(ARN, LONG);
        assertThat(result)
                .isInstanceOfSatisfying(
                        FetchResult.Denied.class,
                        denied -> assertThat(denied.reason()).contains("Status Code: 403"));
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
    void aCallThatIsInterruptedAsItWaitsLeavesTheThreadInterrupted() throws Exception {
        endpoint.hang();
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        Thread caller = Thread.ofVirtual().start(() -> {
            seen.add(source.get(ARN, LONG).getClass());
            seen.add(Thread.currentThread().isInterrupted());
        });
        await("the request").until(() -> !endpoint.asked().isEmpty());
        caller.interrupt();
        caller.join();

        assertThat(seen).containsExactly(FetchResult.Failed.class, true);
    }

    @Test
    void aSignatureErrorDoesNotRepeatTheToken() {
        endpoint.error(403, "InvalidSignatureException", "The Canonical String was x-amz-security-token:TOKEN");
        assertThat(source.get(ARN, LONG).toString()).doesNotContain("TOKEN").contains("clock");
    }
}
