package io.github.bedrockbatch.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A watched job: its newest snapshot, and what earlier snapshots showed.
 *
 * @param statusChangedAt when it came into its status, by AWS's clock
 * @param statusObservedAt when the request that first saw it in its status began, by this machine's clock
 * @param baseline whether it was in its status before it was watched, so that it has no transition into this status
 * @param startedAt when it came into InProgress, by AWS's clock, if that was seen; else null
 * @param endedAt lastModifiedTime when it was first seen terminal, from then on fixed; null while it has not ended
 * @param givenUpAt when it was given up, because AWS no longer knew it though it had not ended; null for any other job
 */
public record Job(
        JobSnapshot snapshot,
        Instant statusChangedAt,
        Instant statusObservedAt,
        boolean baseline,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant givenUpAt)
        implements KnownJob {
    private static final Duration UNKNOWN_STATUS_GRACE = Duration.ofHours(24);
    private static final Duration LONGEST_JOB = Duration.ofDays(7);

    /** Makes a job that AWS knows, of which it was not seen when it came into InProgress. */
    public Job(
            JobSnapshot snapshot,
            Instant statusChangedAt,
            Instant statusObservedAt,
            boolean baseline,
            @Nullable Instant endedAt) {
        this(snapshot, statusChangedAt, statusObservedAt, baseline, null, endedAt, null);
    }

    @Override
    public JobArn arn() {
        return snapshot.arn();
    }

    @Override
    public JobStatus status() {
        return snapshot.status();
    }

    @Override
    public Instant changedAt() {
        return snapshot.changedAt();
    }

    /** Returns this job with a newer snapshot in the same status; itself if that tells nothing new. It is one that AWS knows. */
    public Job with(JobSnapshot newer) {
        JobSnapshot filled = newer.withGapsFilledFrom(snapshot);
        return givenUpAt == null && filled.equals(snapshot)
                ? this
                : new Job(filled, statusChangedAt, statusObservedAt, baseline, startedAt, endedAt, null);
    }

    /** Returns this job with the time at which it came into InProgress. */
    Job started(@Nullable Instant at) {
        return new Job(snapshot, statusChangedAt, statusObservedAt, baseline, at, endedAt, givenUpAt);
    }

    /** Returns this job as given up at a time. It stays in the status in which it was last seen. */
    public Job givenUp(Instant at) {
        return new Job(snapshot, statusChangedAt, statusObservedAt, baseline, startedAt, endedAt, at);
    }

    /**
     * Returns when a job whose status is a word that we don't know counts as over: 24 hours after its expiration time; null for
     * one in a documented status.
     */
    public @Nullable Instant abandonedAt() {
        return switch (status()) {
            case JobStatus.Known known -> null;
            case JobStatus.Unknown unknown -> expirationTime().plus(UNKNOWN_STATUS_GRACE);
        };
    }

    /**
     * Returns the later of a job's end and its sighting, or when it was given up: from here its retention counts; null while it
     * has not ended. An end in the far future, which an earlier version recorded, counts as one at the sighting, because
     * the job would stay for good.
     */
    public @Nullable Instant retainedFrom() {
        if (endedAt != null) {
            boolean later = endedAt.isAfter(statusObservedAt) && !AnswerBounds.isAhead(endedAt, statusObservedAt);
            return later ? endedAt : statusObservedAt;
        }
        if (givenUpAt != null) {
            return givenUpAt;
        }
        Instant abandoned = abandonedAt();
        return abandoned == null || abandoned.isAfter(statusObservedAt) ? abandoned : statusObservedAt;
    }

    /** Returns when the job expires, without times that cannot be true, which an earlier version may have recorded. */
    private Instant expirationTime() {
        Instant expiration = AnswerBounds.expiration(snapshot.jobExpirationTime(), statusObservedAt);
        if (expiration != null) {
            return expiration;
        }
        Instant submitted = AnswerBounds.happened(snapshot.submitTime(), statusObservedAt);
        return (submitted == null ? statusObservedAt : submitted).plus(LONGEST_JOB);
    }
}
