package io.github.bedrockbatch.config;

/** An AWS service whose endpoint can be set: a key of {@code aws.endpoint_urls}. */
public enum AwsService {
    /** Its control plane. */
    BEDROCK("Amazon Bedrock"),
    /** Gives sessions of roles. */
    STS("AWS Security Token Service"),
    /** Holds output manifests. */
    S3("Amazon S3"),
    /** Holds notifications. */
    SQS("Amazon SQS"),
    /** Lists tags. */
    TAGGING("AWS Resource Groups Tagging API");

    private final String title;

    AwsService(String title) {
        this.title = title;
    }

    /** Returns AWS's own name of the service. */
    String title() {
        return title;
    }
}
