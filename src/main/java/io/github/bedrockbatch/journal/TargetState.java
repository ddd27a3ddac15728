package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of one target a cycle has to know.
 *
 * @param jobs the open ones, and those that were asked for
 * @param tombstones of jobs that were asked for
 * @param lookups of the open jobs, and those that failed
 * @param walks by the watch's key
 * @param lastSuccess of its polls, by our clock at that time; null before the first
 * @param intervals of its polls; null where the jobs have made no difference to them
 */
public record TargetState(
        Map<JobArn, TrackedJob> jobs,
        Map<JobArn, Tombstone> tombstones,
        Map<JobArn, LookupStatus> lookups,
        Map<String, WalkProgress> walks,
        @Nullable Instant lastSuccess,
        @Nullable PollIntervals intervals) {
    public TargetState {
        jobs = Map.copyOf(jobs);
        tombstones = Map.copyOf(tombstones);
        lookups = Map.copyOf(lookups);
        walks = Map.copyOf(walks);
    }

    /** Makes one of a target whose jobs have made no difference to the intervals of its polls. */
    public TargetState(
            Map<JobArn, TrackedJob> jobs,
            Map<JobArn, Tombstone> tombstones,
            Map<JobArn, LookupStatus> lookups,
            Map<String, WalkProgress> walks,
            @Nullable Instant lastSuccess) {
        this(jobs, tombstones, lookups, walks, lastSuccess, null);
    }

    /** Returns this state with jobs that were asked for. What it holds already stays. */
    public TargetState with(KnownJobs known) {
        Map<JobArn, TrackedJob> allJobs = new HashMap<>(known.jobs());
        allJobs.putAll(jobs);
        Map<JobArn, Tombstone> allTombstones = new HashMap<>(known.tombstones());
        allTombstones.putAll(tombstones);
        return new TargetState(allJobs, allTombstones, lookups, walks, lastSuccess, intervals);
    }

    /** Returns this state with jobs that were asked for again. What it held of them goes. */
    public TargetState reread(Collection<JobArn> arns, KnownJobs known) {
        Map<JobArn, TrackedJob> otherJobs = new HashMap<>(jobs);
        otherJobs.keySet().removeAll(arns);
        Map<JobArn, Tombstone> otherTombstones = new HashMap<>(tombstones);
        otherTombstones.keySet().removeAll(arns);
        return new TargetState(otherJobs, otherTombstones, lookups, walks, lastSuccess, intervals).with(known);
    }

    /** Returns this state with the rows and lookups of a recording, but with the walks and the last success before it. */
    public TargetState after(Recording cycle, RecordResult result) {
        Map<JobArn, TrackedJob> newJobs = new HashMap<>(jobs);
        cycle.jobs().stream()
                .map(JobWrite::row)
                .filter(row -> !result.conflicts().contains(row.arn()))
                .forEach(row -> newJobs.put(row.arn(), row.withVersion(result.head())));
        Map<JobArn, Tombstone> newTombstones = new HashMap<>(tombstones);
        newTombstones.keySet().removeAll(newJobs.keySet());
        Map<JobArn, LookupStatus> newLookups = new HashMap<>(lookups);
        cycle.lookups().forEach(lookup -> newLookups.put(lookup.arn(), lookup));
        return new TargetState(newJobs, newTombstones, newLookups, walks, lastSuccess, intervals);
    }
}
