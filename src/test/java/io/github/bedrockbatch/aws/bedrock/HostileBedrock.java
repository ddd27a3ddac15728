package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.aws.request.RateLimiter;
import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;

/** The real client and what it is asked through, on an endpoint that answers as the test says. It does not try again. */
final class HostileBedrock implements AutoCloseable {
    static final Target TARGET = new Target("123456789012", "us-east-1");
    static final JobArn ARN = JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final String JOB = job("abc123def456", "Failed");
    static final String PAGE = "{\"invocationJobSummaries\":[" + job("abc123def456", "InProgress") + ","
            + job("bcd234efg567", "Completed") + "," + job("cde345fgh678", "Submitted") + "]}";
    private static final byte[] NOT_FOUND = ("HTTP/1.1 404 Not Found\r\nx-amzn-ErrorType: ResourceNotFoundException\r\n"
                    + "Content-Length: 2\r\nConnection: close\r\n\r\n{}")
            .getBytes(StandardCharsets.US_ASCII);

    private final RawEndpoint endpoint = new RawEndpoint();
    private final SdkHttpClient http = Apache5HttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(10))
            .socketTimeout(Duration.ofSeconds(10))
            .build();
    private final BedrockClient client = BedrockClient.builder()
            .region(Region.of(TARGET.region()))
            .endpointOverride(endpoint.uri())
            .httpClient(http)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
            .overrideConfiguration(BedrockJobSource.prepared(ClientOverrideConfiguration.builder())
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .build())
            .build();
    private final BedrockJobSource source = new BedrockJobSource(
            new Requests(
                    TARGET,
                    new RateLimiter(1e9, InstantSource.system(), duration -> {}),
                    (target, operation, duration, errorCode) -> {},
                    InstantSource.fixed(NOW),
                    InstantSource.system()),
            () -> client);

    BedrockJobSource source() {
        return source;
    }

    void answer(RawEndpoint.Answer answer) {
        endpoint.answer(answer);
    }

    /** Answers whatever is asked. */
    void answer(byte[] answer) {
        endpoint.answer((request, out) -> out.write(answer));
    }

    /** Answers List, Get of {@link #ARN}, and that there is no other job. */
    void answer(byte[] list, byte[] get) {
        String path = "/model-invocation-job/" + URLEncoder.encode(ARN.value(), StandardCharsets.UTF_8) + " ";
        endpoint.answer((request, out) -> out.write(
                request.contains("/model-invocation-jobs?") ? list : request.contains(path) ? get : NOT_FOUND));
    }

    @Override
    public void close() {
        client.close();
        http.close();
        endpoint.close();
    }

    private static String job(String id, String status) {
        return """
                {"jobArn":"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/%s","jobName":"nightly-%s",
                 "modelId":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0","status":"%s",
                 "message":"Customer doesn't have permissions","clientRequestToken":"t","roleArn":"arn:aws:iam::1:role/r",
                 "submitTime":"2026-11-20T10:00:00.123456789Z","lastModifiedTime":"2026-11-20T11:00:00+01:00",
                 "endTime":"2026-11-20T10:30:00Z","jobExpirationTime":"2026-11-21T10:00:00Z",
                 "timeoutDurationInHours":24,"modelInvocationType":"Converse",
                 "inputDataConfig":{"s3InputDataConfig":{"s3InputFormat":"JSONL","s3Uri":"s3://in/"}},
                 "outputDataConfig":{"s3OutputDataConfig":{"s3Uri":"s3://out/","s3BucketOwner":"123456789012"}},
                 "vpcConfig":{"subnetIds":["subnet-1"],"securityGroupIds":["sg-1"]},
                 "totalRecordCount":10,"processedRecordCount":4,"successRecordCount":3,"errorRecordCount":1}
                """.formatted(id, id, status);
    }
}
