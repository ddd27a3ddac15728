package io.github.bedrockbatch.aws;

import static io.github.bedrockbatch.aws.testing.ScriptedEndpoint.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.aws.testing.ScriptedEndpoint.Answer;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import io.github.bedrockbatch.manifest.ManifestResult.Read;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What S3 may answer when a manifest is asked for. */
class ManifestAnswersTest extends EndpointFixture {
    private static final String MANIFEST = """
            {"totalRecordCount":10,"processedRecordCount":10,"successRecordCount":9,"errorRecordCount":1,
             "inputTokenCount":120,"outputTokenCount":45,"new":{"x":[1]}}
            """;
    private static final String KEY = "s3://results/nightly/abc123def456/manifest.json.out";

    @Test
    void readsTheTokensOfTheJobsOwnManifestInItsOwnersBucket() {
        List<@Nullable String> owners = new CopyOnWriteArrayList<>();
        endpoint.then(exchange -> {
            owners.add(exchange.getRequestHeaders().getFirst("x-amz-expected-bucket-owner"));
            send(exchange, 200, MANIFEST);
        });

        assertThat(read()).isEqualTo(new Read(new TokenCounts(120L, 45L, null, null)));

        assertThat(endpoint.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.path()).isEqualTo("/results/nightly/abc123def456/manifest.json.out");
        });
        assertThat(owners).containsExactly("210987654321");
        assertThat(attempts).containsExactly("GetObject null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"inputTokenCount":0,"outputTokenCount":0}              | 0 | 0
            {"inputTokenCount":7}                                   | 7 |
            {"inputTokenCount":null,"outputTokenCount":8}           |   | 8
            {"inputTokenCount":1000000000000,"outputTokenCount":1}    | 1000000000000    | 1
            """)
    void readsWhatThereIs(String manifest, @Nullable Long input, @Nullable Long output) {
        endpoint.ok(manifest);
        assertThat(read()).isEqualTo(new Read(new TokenCounts(input, output, null, null)));
    }

    /** AWS documents no such counts, so that odd ones must not keep the others from being read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "cacheReadInputTokenCount":70,"cacheWriteInputTokenCount":0               | 70 | 0
            "cacheReadInputTokenCount":1000000000000,"cacheWriteInputTokenCount":null | 1000000000000 |
            "cacheReadInputTokenCount":-1,"cacheWriteInputTokenCount":1.5             |    |
            "cacheReadInputTokenCount":"7","cacheWriteInputTokenCount":[9]            |    |
            "cacheReadInputTokenCount":1000000000001,"cacheWriteInputTokenCount":9    |    | 9
            """)
    void readsTheTokensOfThePromptCacheWhereThereAreAny(String counts, @Nullable Long read, @Nullable Long written) {
        endpoint.ok("{\"inputTokenCount\":120,\"outputTokenCount\":45," + counts + "}");
        assertThat(read()).isEqualTo(new Read(new TokenCounts(120L, 45L, read, written)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "null",
                "12",
                "{}",
                "{\"cacheReadInputTokenCount\":1,\"cacheWriteInputTokenCount\":1}",
                "{\"inputTokenCount\":1",
                "{\"inputTokenCount\":1}}",
                "{\"inputTokenCount\":-1}",
                "{\"inputTokenCount\":1.5}",
                "{\"inputTokenCount\":\"1\"}",
                "{\"inputTokenCount\":[1]}",
                "{\"inputTokenCount\":1,\"outputTokenCount\":-1}",
                "{\"inputTokenCount\":1000000000001}",
                "{\"inputTokenCount\":99999999999999999999999}",
                "{\"InputTokenCount\":1}"
            })
    void whatIsNoManifestIsMalformed(String text) {
        endpoint.ok(text);
        assertUnread(Cause.MALFORMED, read());
    }

    @Test
    void deepJsonIsMalformed() {
        endpoint.ok("{\"inputTokenCount\":1,\"a\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}");
        assertUnread(Cause.MALFORMED, read());
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, ABSENT",
        "404, NoSuchBucket, ABSENT",
        "403, AccessDenied, DENIED",
        "403, InvalidAccessKeyId, DENIED",
        "403, '', DENIED",
        "400, KeyTooLongError, ERROR",
        "418, '', ERROR"
    })
    void anErrorIsToldAndNotAskedForAgain(int status, String code, Cause cause) {
        endpoint.then(error(status, code));
        assertUnread(cause, read());
        assertThat(endpoint.asked()).hasSize(1);
        assertThat(attempts).hasSize(1).noneMatch(attempt -> attempt.endsWith("null"));
    }

    @Test
    void aBusyServiceIsAskedThreeTimes() {
        endpoint.then(error(503, "SlowDown")).then(error(500, "InternalError")).then(error(503, "SlowDown"));
        assertUnread(Cause.ERROR, read());
        assertThat(attempts)
                .containsExactly(
                        "GetObject ServiceUnavailableException",
                        "GetObject InternalServerException",
                        "GetObject ServiceUnavailableException");
    }

    @Test
    void followsABucketToItsRegion() {
        List<@Nullable String> signatures = new CopyOnWriteArrayList<>();
        endpoint.then(exchange -> {
            signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-west-3");
            error(301, "PermanentRedirect").give(exchange);
        });
        endpoint.then(exchange -> {
            signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
            send(exchange, 200, MANIFEST);
        });

        assertThat(read()).isEqualTo(new Read(new TokenCounts(120L, 45L, null, null)));

        assertThat(signatures).hasSize(2);
        assertThat(signatures.getFirst()).contains("/us-east-1/s3/");
        assertThat(signatures.getLast()).contains("/eu-west-3/s3/");
        assertThat(attempts).containsExactly("GetObject Other", "GetObject null");
    }

    @Test
    void aRedirectInCirclesEnds() {
        for (int number = 0; number < 10; number++) {
            endpoint.then(exchange -> {
                exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-west-3");
                error(301, "PermanentRedirect").give(exchange);
            });
        }
        assertUnread(Cause.ERROR, read());
        assertThat(endpoint.asked()).hasSizeLessThan(5);
    }

    @Test
    void whatSaysThatItIsTooLongIsNotRead() {
        endpoint.then(exchange -> {
            exchange.sendResponseHeaders(200, (1 << 20) + 1L);
            exchange.getResponseBody().flush();
        });
        assertUnread(Cause.TOO_LARGE, read());
    }

    @Test
    void theLongestIsRead() {
        endpoint.ok(MANIFEST + " ".repeat((1 << 20) - MANIFEST.length()));
        assertThat(read()).isInstanceOf(Read.class);
    }

    @ParameterizedTest
    @CsvSource({"200 OK, TOO_LARGE", "404 Not Found, ERROR"})
    void anEndlessAnswerIsCut(String status, Cause cause) {
        AtomicLong sent = new AtomicLong();
        try (RawEndpoint endless = new RawEndpoint();
                AwsSession other = session(endless.uri(), DUMMY)) {
            endless.answer((requestLine, out) -> RawEndpoint.pour(status, out, sent));
            assertUnread(cause, other.manifestSource(TARGET).read(job(), LONG));
        }
        assertThat(sent).hasValueLessThan(64L << 20);
    }

    @Test
    void aSilentAnswerIsAwaitedNoLongerThanTheTimeout() {
        endpoint.hang().hang().hang();
        ManifestResult result = session.manifestSource(TARGET).read(job(), Duration.ofMillis(1500));
        assertUnread(Cause.ERROR, result);
        assertThat(attempts.getFirst()).isEqualTo("GetObject Timeout");
    }

    @Test
    void whatLiesElsewhereThanInS3IsNotAskedFor() {
        JobSnapshot elsewhere = job().toBuilder()
                .outputDataConfig(new OutputDataConfig("https://results/nightly/", null, null))
                .build();
        ManifestResult result = session.manifestSource(TARGET).read(elsewhere, LONG);
        assertThat(result).isEqualTo(new Unread(Cause.MALFORMED, "the job's output must be at s3://bucket/prefix"));
        assertThat(endpoint.asked()).isEmpty();
    }

    private ManifestResult read() {
        return session.manifestSource(TARGET).read(job(), LONG);
    }

    private static JobSnapshot job() {
        return JobSnapshot.builder(ARN, Known.COMPLETED, SINCE)
                .outputDataConfig(new OutputDataConfig("s3://results/nightly/", null, "210987654321"))
                .build();
    }

    private static void assertUnread(Cause cause, ManifestResult result) {
        assertThat(result).isInstanceOfSatisfying(Unread.class, unread -> {
            assertThat(unread.cause()).as(unread.reason()).isEqualTo(cause);
            assertThat(unread.reason())
                    .startsWith(KEY + ": ")
                    .hasSizeLessThan(700)
                    .doesNotContain("very-secret");
        });
    }

    private static Answer error(int status, String code) {
        String body = code.isEmpty() ? "" : "<Error><Code>" + code + "</Code><Message>for the test</Message></Error>";
        return exchange -> send(exchange, status, body);
    }
}
