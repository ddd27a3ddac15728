package io.github.bedrockbatch.manifest;

import io.github.bedrockbatch.job.JobSnapshot;
import java.time.Duration;

/**
 * Where the output manifests of one target's jobs are read: S3. It never throws for what AWS or the network does. It runs
 * {@link io.github.bedrockbatch.source.RequestCheck} before each request.
 */
public interface ManifestSource {
    /**
     * Reads the manifest of a job that has ended.
     *
     * @param timeout after which the answer is no longer wanted, retries included
     */
    ManifestResult read(JobSnapshot job, Duration timeout);
}
