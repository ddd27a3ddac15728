package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.KnownJob;
import io.github.bedrockbatch.job.Observation;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of a cycle mean for the rows of the store: pure, and so repeatable when a row has moved on.
 *
 * @param tags what AWS told of the tags of jobs that have no row yet; null for those that were not asked for
 * @param serverTime AWS's clock at the time, where it is known: what ours makes old may have just happened
 */
record JobRules(
        TargetState state,
        Watches watches,
        KnownTags tags,
        Instant now,
        @Nullable Instant serverTime) {
    /** How long after its end a job's counts are final. */
    static final Duration SETTLE_AFTER = Duration.ofMinutes(2);

    /** What the service says of a name that cannot be one of its jobs. */
    private static final String NO_JOB = "ValidationException";

    /** How old a change is at most that is told as a transition by the first walk that is about the job. */
    static final Duration DISCOVERY_HORIZON = Duration.ofHours(1);

    /** What AWS tells beyond it is no clock. */
    private static final Duration MAX_CLOCK_ERROR = Duration.ofDays(1);

    private static final Duration SETTLE_GIVES_UP_AFTER = Duration.ofHours(1);
    private static final Set<Known> WITH_REASON =
            EnumSet.of(Known.FAILED, Known.EXPIRED, Known.STOPPED, Known.PARTIALLY_COMPLETED);

    /** What is known of the tags of jobs. */
    @FunctionalInterface
    interface KnownTags {
        @Nullable
        JobTags of(JobArn arn);
    }

    /** Returns whether a job that a walk showed is one that is watched. */
    boolean isWatched(JobSnapshot snapshot) {
        JobArn arn = snapshot.arn();
        return !isNew(arn) || watches.covers(snapshot, tags.of(arn), earlierClock());
    }

    /** Returns whether nothing is known of a job yet. */
    boolean isNew(JobArn arn) {
        return !state.jobs().containsKey(arn) && !state.tombstones().containsKey(arn);
    }

    /** Returns whether a job is watched by its tags or not at all. */
    boolean dependsOnTags(JobSnapshot snapshot) {
        Instant at = earlierClock();
        return isNew(snapshot.arn()) && watches.mayCover(snapshot, at) && !watches.covers(snapshot, null, at);
    }

    /** Returns whether a job may be watched by its tags, which are not known. */
    boolean isUndecided(JobSnapshot snapshot) {
        return dependsOnTags(snapshot) && tags.of(snapshot.arn()) == null;
    }

    /** Returns whether a job of which only the name is known can be one that is watched. */
    boolean mayBeWatched(JobArn arn) {
        return isKnown(arn) || !watches.selectors().isEmpty();
    }

    /** Returns whether a job is named by a watch or has a row. */
    boolean isKnown(JobArn arn) {
        return watches.configured().contains(arn) || state.jobs().containsKey(arn);
    }

    /** Returns whether the cycles ask for a job until they see it: one that runs, awaits its final counts, or is named and new. */
    boolean isAwaited(JobArn arn) {
        TrackedJob row = state.jobs().get(arn);
        return row == null
                ? watches.configured().contains(arn) && !state.tombstones().containsKey(arn)
                : row.settleDue() != null || isPolled(row);
    }

    /** Returns whether the polls ask for a job until it ends. One in an unknown status is asked for no longer than it can run. */
    boolean isPolled(TrackedJob row) {
        Instant abandonedAt = row.job().abandonedAt();
        return RetentionRules.isRunning(row) && (abandonedAt == null || now.isBefore(abandonedAt));
    }

    /** Returns what a Get means for a job that was hinted at. */
    HintOutcome hintOutcome(JobArn arn, FetchResult<JobSnapshot> result) {
        return switch (result) {
            case Found<JobSnapshot>(JobSnapshot job, Instant at) -> seenOutcome(job);
            case NotFound<JobSnapshot> absent -> isKnown(arn) ? HintOutcome.RECORDED : HintOutcome.IGNORED;
            case Failed<JobSnapshot>(String code, String reason)
            when code.equals(NO_JOB) && !isKnown(arn) -> HintOutcome.IGNORED;
            case Denied<JobSnapshot> denied -> HintOutcome.FAILED;
            case Failed<JobSnapshot> failed -> HintOutcome.FAILED;
        };
    }

    private HintOutcome seenOutcome(JobSnapshot job) {
        if (isUndecided(job)) {
            return HintOutcome.FAILED;
        }
        return isWatched(job) ? HintOutcome.RECORDED : HintOutcome.IGNORED;
    }

    Observation observe(JobSnapshot snapshot) {
        KnownJob known = known(snapshot.arn());
        return JobLifecycle.observe(known, snapshot, now, known == null ? horizon(snapshot) : Instant.MIN);
    }

    /** Returns the time before which a change that is seen at first sight is a baseline. It matters at first sight alone. */
    private Instant horizon(JobSnapshot job) {
        Instant at = earlierClock();
        Stream<Instant> discovery = watches.selectors().stream()
                .filter(selector -> selector.selects(job, tags.of(job.arn()), at))
                .map(selector -> discoveryHorizon(state.walks().get(selector.key()), at));
        Stream<Instant> named = watches.configured().contains(job.arn())
                ? Stream.of(at.minus(watches.configuredHorizon()))
                : Stream.empty();
        return Stream.concat(discovery, named).min(Instant::compareTo).orElse(at.minus(DISCOVERY_HORIZON));
    }

    private static Instant discoveryHorizon(@Nullable WalkProgress walk, Instant now) {
        Instant hourAgo = now.minus(DISCOVERY_HORIZON);
        return walk != null && walk.completedWalkAt().isBefore(hourAgo) ? walk.completedWalkAt() : hourAgo;
    }

    /** Returns AWS's clock, as far as a second tells it, where ours is ahead of it by no more than a day, else ours. */
    Instant earlierClock() {
        Instant latest = serverTime == null ? now : serverTime.plusSeconds(1);
        return latest.isBefore(now) && latest.isAfter(now.minus(MAX_CLOCK_ERROR)) ? latest : now;
    }

    /** Returns the status in which a job is known; null for one that is not. */
    @Nullable
    JobStatus status(JobArn arn) {
        KnownJob known = known(arn);
        return known == null ? null : known.status();
    }

    /** Returns the status in which a job is known once an answer is recorded, which does not take it back. */
    JobStatus statusAfter(JobSnapshot snapshot) {
        JobStatus before = status(snapshot.arn());
        return before != null && observe(snapshot) instanceof Observation.Stale ? before : snapshot.status();
    }

    /** Returns whether an answer tells of an end whose reason List does not show. */
    boolean lacksReason(JobSnapshot snapshot) {
        return snapshot.message() == null
                && hasReason(snapshot.status())
                && observe(snapshot) instanceof Observation.Changed;
    }

    private static boolean hasReason(JobStatus status) {
        return status instanceof Known known && WITH_REASON.contains(known);
    }

    /** Judges an answer: returns the row that it leads to, with its events; null when there is nothing to write. */
    @Nullable
    JobWrite judge(JobSnapshot snapshot, boolean complete) {
        TrackedJob row = state.jobs().get(snapshot.arn());
        return switch (observe(snapshot)) {
            case Observation.Unchanged unchanged -> row == null || !complete ? null : settle(row, row.job());
            case Observation.Stale stale -> row != null && complete && isDue(row) ? settleWithout(row, false) : null;
            case Observation.Baseline(Job job) -> new JobWrite(row(job, null), List.of());
            case Observation.Refreshed(Job job) -> refreshed(row, job, complete);
            case Observation.Changed changed -> changed(changed, complete);
        };
    }

    /** Gives up a job that AWS has not known for long; null where the job is not one that is asked for until it ends. */
    @Nullable
    JobWrite giveUp(JobArn arn) {
        TrackedJob row = state.jobs().get(arn);
        return row == null || !isPolled(row)
                ? null
                : new JobWrite(row.with(row.job().givenUp(now), row.settleDue()), List.of());
    }

    /** Settles a job from what is known of it, when its last Get failed for too long; else puts it off. */
    JobWrite settleWithout(TrackedJob row, boolean gone) {
        Instant endedAt = row.job().endedAt();
        boolean late = endedAt == null || earlierClock().isAfter(endedAt.plus(SETTLE_GIVES_UP_AFTER));
        return gone || late
                ? new JobWrite(
                        row.with(row.job(), null), List.of(new Settled(row.job().snapshot(), now)))
                : new JobWrite(row.with(row.job(), earlierClock().plus(SETTLE_AFTER)), List.of());
    }

    /** Returns whether a job's final counts may be asked for. A clock that is ahead must not make them final too early. */
    boolean isDue(@Nullable TrackedJob row) {
        return row != null && row.settleDue() != null && !row.settleDue().isAfter(earlierClock());
    }

    private @Nullable JobWrite refreshed(@Nullable TrackedJob row, Job job, boolean complete) {
        if (row == null) {
            return null;
        }
        JobWrite settled = complete ? settle(row, job) : null;
        return settled == null ? new JobWrite(row(job, row.settleDue()), List.of()) : settled;
    }

    private @Nullable JobWrite settle(TrackedJob row, Job job) {
        if (!isDue(row)) {
            return null;
        }
        return new JobWrite(row(job, null), List.of(new Settled(job.snapshot(), now)));
    }

    private JobWrite changed(Observation.Changed changed, boolean complete) {
        Job job = changed.job();
        List<JournalEvent> events = new ArrayList<>();
        events.add(new Transitioned(changed.transition()));
        Instant due = job.endedAt() == null || wasSettled(job.arn())
                ? null
                : job.endedAt().plus(SETTLE_AFTER);
        if (due != null && complete && !due.isAfter(earlierClock())) {
            events.add(new Settled(job.snapshot(), now));
            due = null;
        }
        TrackedJob row = row(job, due);
        return new JobWrite(isManifestWanted(row) ? row.withManifest(new Awaited(now, 0)) : row, events);
    }

    /** Only once for each job: one that was read stays so, whatever AWS makes of the job after its end. */
    private boolean isManifestWanted(TrackedJob row) {
        return watches.manifests()
                && row.manifest() == null
                && row.job().endedAt() != null
                && row.job().snapshot().outputDataConfig() != null
                && !wasSettled(row.arn());
    }

    /** A job that AWS moves on after its end is told again, and its records are not counted again. */
    private boolean wasSettled(JobArn arn) {
        TrackedJob row = state.jobs().get(arn);
        Tombstone tombstone = state.tombstones().get(arn);
        return (tombstone != null && tombstone.status().isTerminal())
                || (row != null && row.job().status().isTerminal() && row.settleDue() == null);
    }

    private TrackedJob row(Job job, @Nullable Instant settleDue) {
        TrackedJob known = state.jobs().get(job.arn());
        JobOrigin origin = watches.origin(job.arn());
        return known == null
                ? new TrackedJob(job, origin, settleDue, null, 0)
                : new TrackedJob(job, origin, settleDue, known.manifest(), known.tags(), known.version());
    }

    private @Nullable KnownJob known(JobArn arn) {
        TrackedJob row = state.jobs().get(arn);
        return row == null ? state.tombstones().get(arn) : row.job();
    }
}
