package io.github.bedrockbatch.config;

/** An AWS service whose endpoint can be set: a key of {@code aws.endpoint_urls}. */
public enum AwsService {
    /** Amazon Bedrock's control plane. */
    BEDROCK,
    /** Security Token Service. */
    STS,
    /** S3, for output manifests. */
    S3,
    /** SQS, for notifications. */
    SQS,
    /** Resource Groups Tagging API. */
    TAGGING
}
