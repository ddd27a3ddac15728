package io.github.bedrockbatch.aws.manifest;

import io.github.bedrockbatch.aws.request.BoundedBody;
import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import io.github.bedrockbatch.manifest.ManifestResult.Read;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.source.FetchResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The output manifests of one target's jobs, read from S3 with one GetObject each.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-results.html">View the results of a
 *     batch inference job</a>
 */
public final class S3ManifestSource implements ManifestSource {
    /** The length of the longest object that is read. */
    static final int MAX_BYTES = 1 << 20;

    private final Requests requests;
    private final Supplier<S3Client> client;
    private final ManifestJson json = new ManifestJson();

    /**
     * Reads with a client that others may share.
     *
     * @param requests of the target
     * @param client made with {@link Requests#prepared}, which follows buckets to their regions; not asked for before the
     *     first manifest
     */
    public S3ManifestSource(Requests requests, Supplier<S3Client> client) {
        this.requests = requests;
        this.client = client;
    }

    /** Returns the bucket in which a job's manifest is read; empty if its output is no place in S3. */
    public static Optional<String> bucket(JobSnapshot job) {
        return ManifestLocation.of(job).map(ManifestLocation::bucket);
    }

    @Override
    public ManifestResult read(JobSnapshot job, Duration timeout) {
        Optional<ManifestLocation> location = ManifestLocation.of(job);
        if (location.isEmpty()) {
            return new Unread(Cause.MALFORMED, "the job's output must be at s3://bucket/prefix");
        }
        return switch (read(location.get(), timeout)) {
            case Read read -> read;
            case Unread(Cause cause, String reason) -> new Unread(cause, location.get() + ": " + reason);
        };
    }

    private ManifestResult read(ManifestLocation location, Duration timeout) {
        return result(requests.ask("GetObject", timeout, left -> {
            GetObjectRequest request = GetObjectRequest.builder()
                    .bucket(location.bucket())
                    .key(location.key())
                    .expectedBucketOwner(location.owner())
                    .overrideConfiguration(override -> override.apiCallTimeout(left))
                    .build();
            return client.get().getObject(request, this::take);
        }));
    }

    private FetchResult<ManifestResult> take(GetObjectResponse response, AbortableInputStream body) {
        return new FetchResult.Found<>(manifest(response, body), requests.serverTime(response));
    }

    private ManifestResult manifest(GetObjectResponse response, AbortableInputStream body) {
        Long length = response.contentLength();
        if (length != null && length > MAX_BYTES) {
            body.abort();
            return new Unread(Cause.TOO_LARGE, "it has " + length + " bytes and must have at most " + MAX_BYTES);
        }
        byte[] bytes = BoundedBody.read(body, MAX_BYTES + 1);
        return bytes.length > MAX_BYTES
                ? new Unread(Cause.TOO_LARGE, "it must have at most " + MAX_BYTES + " bytes")
                : json.read(bytes);
    }

    private static ManifestResult result(FetchResult<ManifestResult> result) {
        return switch (result) {
            case FetchResult.Found<ManifestResult> found -> found.value();
            case FetchResult.NotFound<ManifestResult> absent -> new Unread(Cause.ABSENT, absent.reason());
            case FetchResult.Denied<ManifestResult> denied -> new Unread(Cause.DENIED, denied.cause());
            case FetchResult.Failed<ManifestResult> failed -> new Unread(Cause.ERROR, failed.cause());
        };
    }
}
