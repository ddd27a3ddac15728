package io.github.bedrockbatch.aws.manifest;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.OutputDataConfig;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the output manifest of a job lies.
 *
 * @param owner the account that must own the bucket; null: any
 */
record ManifestLocation(String bucket, String key, @Nullable String owner) {
    /** A bucket's plain name, so that nothing else is asked, such as the access point of an ARN. */
    private static final Pattern S3_URI =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*?)/*)?", Pattern.DOTALL);

    private static final int MAX_LENGTH = 1024;

    /** Returns the location below a job's output; empty if that is no place in S3. */
    static Optional<ManifestLocation> of(JobSnapshot job) {
        OutputDataConfig output = job.outputDataConfig();
        if (output == null || output.s3Uri().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher uri = S3_URI.matcher(output.s3Uri());
        if (!uri.matches()) {
            return Optional.empty();
        }
        String prefix = uri.group(2);
        String folder = prefix == null || prefix.isEmpty() ? "" : prefix + "/";
        String key = folder + job.arn().jobId() + "/manifest.json.out";
        return Optional.of(new ManifestLocation(uri.group(1), key, output.s3BucketOwner()));
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
