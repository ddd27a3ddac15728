package io.github.bedrockbatch.aws.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobResponse;

class ServerTimeTest {
    private static final Instant OURS = Instant.parse("2026-03-01T12:00:00Z");

    private final InstantSource clock = InstantSource.fixed(OURS);
    private final Requests requests = new Requests(
            new Target("123456789012", "us-east-1"),
            new RateLimiter(1000, clock, wait -> {}),
            (target, operation, took, code) -> {},
            clock,
            clock);

    @Test
    void isWhatTheDateHeaderSays() {
        assertThat(requests.serverTime(dated("Sun, 01 Mar 2026 11:59:58 GMT"))).isEqualTo("2026-03-01T11:59:58Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-03-01"})
    void isOursWhereTheHeaderCannotBeRead(String date) {
        assertThat(requests.serverTime(dated(date))).isEqualTo(OURS);
    }

    private static SdkResponse dated(String date) {
        GetModelInvocationJobResponse.Builder response = GetModelInvocationJobResponse.builder();
        response.sdkHttpResponse(SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Date", date)
                .build());
        return response.build();
    }
}
