package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the store keeps it.
 *
 * @param settleDue when its final counts are to be asked for; null when they are not awaited
 * @param manifest how far the reading of its output manifest has come; null when none is wanted or it was given up
 * @param tags what AWS last told of its tags; null while they are not known
 * @param version the number of the recording that wrote this row, 0 for one not yet written
 */
public record TrackedJob(
        Job job,
        JobOrigin origin,
        @Nullable Instant settleDue,
        @Nullable ManifestState manifest,
        @Nullable JobTags tags,
        long version) {
    /** Makes a row of a job whose tags are not known. */
    public TrackedJob(
            Job job, JobOrigin origin, @Nullable Instant settleDue, @Nullable ManifestState manifest, long version) {
        this(job, origin, settleDue, manifest, null, version);
    }

    /** Returns the ARN of the job. */
    public JobArn arn() {
        return job.arn();
    }

    /** Returns the target that holds the job. */
    public Target target() {
        return Target.of(job.arn());
    }

    /** Returns this row with another job or due time, still of the same version. */
    public TrackedJob with(Job newJob, @Nullable Instant newSettleDue) {
        return new TrackedJob(newJob, origin, newSettleDue, manifest, tags, version);
    }

    /** Returns this row with another state of its manifest, still of the same version. */
    public TrackedJob withManifest(@Nullable ManifestState newManifest) {
        return new TrackedJob(job, origin, settleDue, newManifest, tags, version);
    }

    /** Returns this row with other tags, still of the same version. */
    public TrackedJob withTags(@Nullable JobTags newTags) {
        return new TrackedJob(job, origin, settleDue, manifest, newTags, version);
    }

    /** Returns this row as written by a recording of that number. */
    public TrackedJob withVersion(long newVersion) {
        return new TrackedJob(job, origin, settleDue, manifest, tags, newVersion);
    }
}
