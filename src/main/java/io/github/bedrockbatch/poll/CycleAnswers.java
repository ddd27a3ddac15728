package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.watch.Watches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cycle has seen so far: the newest snapshot of each job, which looks failed, and why. */
final class CycleAnswers {
    private final Map<JobArn, JobSnapshot> snapshots = new LinkedHashMap<>();
    private final Set<JobArn> complete = new HashSet<>();
    private final Map<JobArn, LookupStatus> lookups = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final TargetState state;
    private final Instant now;
    private int denied;
    private @Nullable Instant serverTime;

    CycleAnswers(TargetState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /** Takes what List showed. */
    void listed(JobSnapshot snapshot) {
        snapshots.merge(snapshot.arn(), snapshot, CycleAnswers::newer);
        lookups.put(snapshot.arn(), LookupStatus.found(snapshot.arn()));
    }

    /** Takes AWS's clock at a walk. */
    void walkedAt(@Nullable Instant time) {
        serverTime = time;
    }

    /** Returns AWS's clock at the last answer; null before the first. */
    @Nullable
    Instant serverTime() {
        return serverTime;
    }

    /** Takes what came of a Get. */
    void got(JobArn arn, FetchResult<JobSnapshot> result) {
        LookupStatus previous = state.lookups().get(arn);
        switch (result) {
            case Found<JobSnapshot>(JobSnapshot snapshot, Instant answeredAt) -> {
                serverTime = answeredAt;
                found(arn, snapshot);
            }
            case NotFound<JobSnapshot> absent -> lookups.put(arn, LookupStatus.notFound(arn, previous, now));
            case Denied<JobSnapshot> refused -> {
                denied++;
                failed(arn, refused.cause());
            }
            case Failed<JobSnapshot> failed -> failed(arn, failed.cause());
        }
    }

    private void found(JobArn arn, JobSnapshot snapshot) {
        JobSnapshot listed = snapshots.get(arn);
        if (listed == null || !snapshot.changedAt().isBefore(listed.changedAt())) {
            snapshots.put(arn, snapshot);
            complete.add(arn);
        }
        lookups.put(arn, LookupStatus.found(arn));
    }

    private void failed(JobArn arn, String reason) {
        lookups.put(arn, LookupStatus.failed(arn, state.lookups().get(arn)));
        failures.add(arn + ": " + reason);
    }

    void failed(String reason) {
        failures.add(reason);
    }

    /** Whether the job was asked for or shown, whatever came of it. */
    boolean isAsked(JobArn arn) {
        return lookups.containsKey(arn);
    }

    boolean isSeen(JobArn arn) {
        return snapshots.containsKey(arn);
    }

    /** Whether the job's snapshot came by Get, with all that AWS tells of it. */
    boolean isComplete(JobArn arn) {
        return complete.contains(arn);
    }

    /** Whether the service has said for long that there is no such job. */
    boolean isGone(JobArn arn) {
        LookupStatus lookup = lookups.get(arn);
        return lookup != null && lookup.isGone(now);
    }

    @Nullable
    JobSnapshot snapshot(JobArn arn) {
        return snapshots.get(arn);
    }

    /** Returns the jobs that were seen. */
    Set<JobArn> arns() {
        return Set.copyOf(snapshots.keySet());
    }

    List<JobSnapshot> snapshots() {
        return List.copyOf(snapshots.values());
    }

    List<String> failures() {
        return failures;
    }

    boolean isNothingSeen() {
        return snapshots.isEmpty();
    }

    int denied() {
        return denied;
    }

    /** The lookups that differ from what the store has. */
    List<LookupStatus> changedLookups(Watches watches) {
        return lookups.values().stream()
                .filter(lookup -> watches.configured().contains(lookup.arn())
                        || !lookup.success()
                        || state.lookups().containsKey(lookup.arn()))
                .filter(lookup -> !lookup.equals(state.lookups().get(lookup.arn())))
                .toList();
    }

    private static JobSnapshot newer(JobSnapshot one, JobSnapshot other) {
        return other.changedAt().isBefore(one.changedAt()) ? one : other;
    }
}
