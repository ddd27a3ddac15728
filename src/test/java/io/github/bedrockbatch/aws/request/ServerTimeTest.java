package io.github.bedrockbatch.aws.request;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void isWhatTheDateHeaderSays() {
        assertThat(ServerTime.of(dated("Sun, 01 Mar 2026 11:59:58 GMT"), InstantSource.fixed(OURS)))
                .isEqualTo("2026-03-01T11:59:58Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-03-01"})
    void isOursWhereTheHeaderCannotBeRead(String date) {
        assertThat(ServerTime.of(dated(date), InstantSource.fixed(OURS))).isEqualTo(OURS);
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
