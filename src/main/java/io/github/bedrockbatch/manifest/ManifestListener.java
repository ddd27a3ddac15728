package io.github.bedrockbatch.manifest;

import io.github.bedrockbatch.job.JobSnapshot;

/** Is told of each attempt to read an output manifest. */
public interface ManifestListener {
    /**
     * An attempt ended.
     *
     * @param gaveUp whether it was the last, and failed
     */
    void attempted(JobSnapshot job, ManifestResult result, boolean gaveUp);
}
