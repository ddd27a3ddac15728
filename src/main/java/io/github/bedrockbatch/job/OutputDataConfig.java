package io.github.bedrockbatch.job;

import org.jspecify.annotations.Nullable;

/** Where a job's results go. */
public record OutputDataConfig(
        String s3Uri,
        @Nullable String s3EncryptionKeyId,
        @Nullable String s3BucketOwner) {
    public OutputDataConfig {
        s3EncryptionKeyId = SharedText.ofNullable(s3EncryptionKeyId);
        s3BucketOwner = SharedText.ofNullable(s3BucketOwner);
    }
}
