package io.github.bedrockbatch.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.aws.request.RateLimiter;
import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The end of a session, by this machine's clock, whatever AWS's shows; a request takes two seconds. */
@NullMarked
final class RoleStsTest {
    private static final Instant HERE = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TOOK = Duration.ofSeconds(2);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(HERE);
    private final Requests requests = new Requests(
            new Target("111111111111", "us-east-1"),
            new RateLimiter(1000, clock, wait -> {}),
            (target, operation, took, code) -> {},
            clock,
            clock);

    @ParameterizedTest
    @ValueSource(longs = {0, 3600, -3600, 86_400_000})
    void isAsLongAfterTheRequestAsAwsSaysWhateverItsClock(long ahead) {
        Instant answered = HERE.plus(TOOK).plusSeconds(ahead);

        assertThat(end(date(answered), answered.plus(HOUR))).isEqualTo(HERE.plus(HOUR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday"})
    void isWhatAwsSaysWithoutItsClock(String date) {
        assertThat(end(date, HERE.plus(TOOK).plus(HOUR))).isEqualTo(HERE.plus(HOUR));
    }

    @Test
    void missingIsAnInvalidAnswer() {
        for (Credentials none :
                new @Nullable Credentials[] {null, Credentials.builder().build()}) {
            assertThatThrownBy(() -> sts("", none).assumeRole(request -> {}))
                    .hasMessageContaining("no credentials that expire");
        }
    }

    @Test
    void isTheSameForAWebIdentity() {
        Instant answered = HERE.plus(TOOK).minus(HOUR);
        Credentials given =
                Credentials.builder().expiration(answered.plus(HOUR)).build();

        assertThat(sts(date(answered), given)
                        .assumeRoleWithWebIdentity(request -> {})
                        .credentials()
                        .expiration())
                .isEqualTo(HERE.plus(HOUR));
    }

    private @Nullable Instant end(String date, Instant expiration) {
        Credentials given = Credentials.builder().expiration(expiration).build();
        return sts(date, given).assumeRole(request -> {}).credentials().expiration();
    }

    private RoleSts sts(String date, @Nullable Credentials given) {
        AssumeRoleResponse.Builder answer = AssumeRoleResponse.builder().credentials(given);
        answer.sdkHttpResponse(SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Date", date)
                .build());
        return new RoleSts(new SlowSts(clock, answer.build()), requests, clock);
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** An STS that takes its time. */
    private record SlowSts(SettableClock clock, AssumeRoleResponse answer) implements StsClient {
        @Override
        public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
            clock.advance(TOOK);
            return answer;
        }

        @Override
        public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest request) {
            clock.advance(TOOK);
            AssumeRoleWithWebIdentityResponse.Builder same =
                    AssumeRoleWithWebIdentityResponse.builder().credentials(answer.credentials());
            same.sdkHttpResponse(answer.sdkHttpResponse());
            return same.build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
