package io.github.bedrockbatch.aws.manifest;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.request.RateLimiter;
import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.aws.testing.WireAnswers;
import io.github.bedrockbatch.aws.testing.WireAnswers.WireAnswer;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Read;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import io.github.bedrockbatch.testing.HostileTexts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Whatever is answered, and wherever a job says that its output is, a reading has a value in time, and its tokens are sane. */
final class ManifestFuzzTest {
    private static final Duration IN_TIME = Duration.ofSeconds(20);
    private static final String MANIFEST = """
            {"totalRecordCount":10,"processedRecordCount":10,"successRecordCount":9,"errorRecordCount":1,
             "inputTokenCount":120,"outputTokenCount":45}
            """;
    private static final RawEndpoint ENDPOINT = new RawEndpoint();
    private static final SdkHttpClient HTTP =
            Apache5HttpClient.builder().socketTimeout(Duration.ofMillis(300)).build();
    private static final S3Client CLIENT = S3Client.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(ENDPOINT.uri())
            .httpClient(HTTP)
            .forcePathStyle(true)
            .crossRegionAccessEnabled(true)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
            .overrideConfiguration(Requests.prepared(ClientOverrideConfiguration.builder())
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .build())
            .build();
    private static final S3ManifestSource SOURCE = new S3ManifestSource(
            new Requests(
                    Target.of(arn(1)),
                    new RateLimiter(1e9, InstantSource.system(), duration -> {}),
                    (target, operation, duration, errorCode) -> {},
                    InstantSource.system(),
                    InstantSource.system()),
            () -> CLIENT);

    @AfterContainer
    static void close() {
        CLIENT.close();
        HTTP.close();
        ENDPOINT.close();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyAnswerIsAValue(@ForAll("answers") WireAnswer answer) {
        byte[] bytes = answer.bytes(MANIFEST);
        ENDPOINT.answer((request, out) -> out.write(bytes));
        ManifestResult result = read("s3://results/nightly/");
        Statistics.collect(result.label());
        Statistics.coverage(kinds -> kinds.check("success").percentage(share -> share > 5));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyLocationIsAValue(@ForAll("texts") String text) {
        ENDPOINT.answer((request, out) -> out.write(RawEndpoint.ok(MANIFEST)));
        read(text);
        read("s3://" + text);
        ManifestResult below = read("s3://results/" + text);
        assertThat(below).isNotNull();
    }

    @Provide
    Arbitrary<WireAnswer> answers() {
        return WireAnswers.answers();
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.texts();
    }

    private static ManifestResult read(String uri) {
        JobSnapshot job = job(1, Known.COMPLETED, NOON, NOON).toBuilder()
                .outputDataConfig(new OutputDataConfig(uri, null, null))
                .build();
        long begin = System.nanoTime();
        ManifestResult result = SOURCE.read(job, Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
        switch (result) {
            case Read(TokenCounts tokens) ->
                assertThat(Stream.of(tokens.input(), tokens.output(), tokens.cacheRead(), tokens.cacheWrite()))
                        .allMatch(ManifestFuzzTest::isSane);
            case Unread unread -> assertThat(unread.reason()).isNotBlank().hasSizeLessThan(2_000);
        }
        return result;
    }

    private static boolean isSane(@Nullable Long count) {
        return count == null || (count >= 0 && count <= 1_000_000_000_000L);
    }
}
