package io.github.bedrockbatch.job;

import org.jspecify.annotations.Nullable;

/** Where a job's records come from. */
public record InputDataConfig(
        @Nullable String s3InputFormat,
        String s3Uri,
        @Nullable String s3BucketOwner) {
    public InputDataConfig {
        s3InputFormat = SharedText.ofNullable(s3InputFormat);
        s3BucketOwner = SharedText.ofNullable(s3BucketOwner);
    }
}
