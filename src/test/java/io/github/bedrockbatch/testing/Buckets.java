package io.github.bedrockbatch.testing;

import java.util.Arrays;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Buckets on {@link LocalStack} with what a test puts into them. */
public final class Buckets implements AutoCloseable {
    /** Whose they are. */
    public static final String OWNER = "000000000000";

    public static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("dummy", "dummy"));

    private final S3Client s3 = S3Client.builder()
            .endpointOverride(LocalStack.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClientBuilder(Apache5HttpClient.builder())
            .forcePathStyle(true)
            .build();

    public Buckets make(String bucket) {
        s3.createBucket(request -> request.bucket(bucket));
        return this;
    }

    public Buckets make(String bucket, String region) {
        s3.createBucket(request -> request.bucket(bucket)
                .createBucketConfiguration(
                        location -> location.locationConstraint(BucketLocationConstraint.fromValue(region))));
        return this;
    }

    /** Lets all that is put into a bucket be encrypted with a key of KMS. */
    public Buckets encrypt(String bucket) {
        ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(byDefault -> byDefault.sseAlgorithm(ServerSideEncryption.AWS_KMS))
                .build();
        s3.putBucketEncryption(request ->
                request.bucket(bucket).serverSideEncryptionConfiguration(configuration -> configuration.rules(rule)));
        return this;
    }

    public void put(String bucket, String key, String text) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    public void putBlank(String bucket, String key, int length) {
        byte[] blank = new byte[length];
        Arrays.fill(blank, (byte) ' ');
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(blank));
    }

    @Override
    public void close() {
        s3.close();
    }
}
