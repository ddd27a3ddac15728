package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.ScriptedEndpoint;
import io.github.bedrockbatch.config.AwsService;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.RequestListener;
import java.net.URI;
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
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A session whose endpoint is scripted, and what it told of its attempts. */
@Timeout(60)
abstract class EndpointFixture {
    public static final Target TARGET = new Target("123456789012", "us-east-1");
    public static final JobArn ARN =
            JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");
    static final Duration LONG = Duration.ofSeconds(20);
    static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");
    static final AwsCredentialsProvider DUMMY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "very-secret"));
    public static final String JOB = """
            {"jobArn":"%s","jobName":"nightly","modelId":"arn:aws:bedrock:us-east-1::foundation-model/m","status":"Failed",
             "message":"Customer doesn't have permissions","clientRequestToken":"t","roleArn":"arn:aws:iam::1:role/r",
             "submitTime":"2026-03-01T10:00:00.123456789Z","lastModifiedTime":"2026-03-01T11:00:00+01:00",
             "jobExpirationTime":"2026-03-02T10:00:00Z","timeoutDurationInHours":24,"modelInvocationType":"Converse",
             "inputDataConfig":{"s3InputDataConfig":{"s3InputFormat":"JSONL","s3Uri":"s3://in/"}},
             "outputDataConfig":{"s3OutputDataConfig":{"s3Uri":"s3://out/","s3BucketOwner":"123456789012"}},
             "vpcConfig":{"subnetIds":["subnet-1"],"securityGroupIds":["sg-1"]},
             "totalRecordCount":10,"processedRecordCount":4,"successRecordCount":3,"errorRecordCount":1,"new":{"x":1}}
            """.formatted(ARN);

    public final ScriptedEndpoint endpoint = new ScriptedEndpoint();
    public final List<String> attempts = Collections.synchronizedList(new ArrayList<>());
    final RequestListener listener = new RequestListener() {
        @Override
        public void attempted(Target target, String operation, Duration duration, @Nullable String errorCode) {
            boolean known = !operation.equals(AwsSession.CALLER_IDENTITY);
            assertThat(target).isEqualTo(known ? TARGET : new Target(Target.UNKNOWN_ACCOUNT, TARGET.region()));
            assertThat(duration).isGreaterThanOrEqualTo(Duration.ZERO);
            attempts.add(operation + " " + errorCode);
        }
    };
    final AwsSession session = session(endpoint.uri(), DUMMY);
    final JobSource source = session.jobSource(TARGET);

    @AfterEach
    void close() {
        session.close();
        endpoint.close();
    }

    AwsSession session(URI uri, AwsCredentialsProvider credentials) {
        return session(uri, credentials, InstantSource.system(), 1000);
    }

    AwsSession session(URI uri, AwsCredentialsProvider credentials, InstantSource clock, double rate) {
        return session(uri, credentials, clock, rate, Duration.ofSeconds(10));
    }

    AwsSession session(
            URI uri, AwsCredentialsProvider credentials, InstantSource clock, double rate, Duration readTimeout) {
        Connections connections = Reach.at(URI.create("http://127.0.0.1:1"))
                .services(Map.of(
                        AwsService.BEDROCK,
                        uri,
                        AwsService.STS,
                        uri,
                        AwsService.S3,
                        uri,
                        AwsService.SQS,
                        uri,
                        AwsService.TAGGING,
                        uri))
                .readTimeout(readTimeout)
                .withFips()
                .connections();
        return new AwsSession(connections, true, Reach.limits(rate), "1.2.3", listener, clock, session -> credentials);
    }

    AwsSession session(@Nullable Path caBundle, @Nullable String profile) {
        Connections connections = Reach.at(endpoint.uri())
                .profile(profile)
                .readTimeout(Duration.ofSeconds(2))
                .trusting(caBundle)
                .connections();
        return new AwsSession(
                connections, true, Reach.limits(5), "1.2.3", listener, InstantSource.system(), session -> DUMMY);
    }

    static <T> T found(FetchResult<T> result) {
        return switch (result) {
            case FetchResult.Found<T> found -> found.value();
            case FetchResult.NotFound<T> other -> throw new AssertionError(other);
            case FetchResult.Denied<T> other -> throw new AssertionError(other);
            case FetchResult.Failed<T> other -> throw new AssertionError(other);
        };
    }

    static String code(FetchResult<?> result) {
        return switch (result) {
            case FetchResult.Found<?> found -> "";
            case FetchResult.NotFound<?> absent -> "ResourceNotFoundException";
            case FetchResult.Denied<?> denied -> denied.code();
            case FetchResult.Failed<?> failed -> failed.code();
        };
    }
}
