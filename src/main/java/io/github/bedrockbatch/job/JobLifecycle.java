package io.github.bedrockbatch.job;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state machine of a job. It says what an answer about a job means, given what is known of the job. Stateless. */
public final class JobLifecycle {
    private static final Map<Known, Set<Known>> EDGES = Map.of(
            Known.SUBMITTED, EnumSet.of(Known.VALIDATING, Known.STOPPING),
            Known.VALIDATING, EnumSet.of(Known.SCHEDULED, Known.FAILED, Known.STOPPING),
            Known.SCHEDULED, EnumSet.of(Known.IN_PROGRESS, Known.EXPIRED, Known.STOPPING),
            Known.IN_PROGRESS, EnumSet.of(Known.COMPLETED, Known.PARTIALLY_COMPLETED, Known.FAILED, Known.STOPPING),
            Known.STOPPING, EnumSet.of(Known.STOPPED, Known.COMPLETED, Known.FAILED));

    /** Where a path of one edge or more leads from each status that has an edge. */
    private static final Map<Known, Set<Known>> PATHS =
            EDGES.keySet().stream().collect(Collectors.toUnmodifiableMap(from -> from, JobLifecycle::pathsFrom));

    private JobLifecycle() {}

    /** Returns the statuses to which a path of the state machine leads from one: those that a change of a job may be expected to show. */
    public static Set<Known> reachableFrom(Known from) {
        return Collections.unmodifiableSet(PATHS.getOrDefault(from, Set.of()));
    }

    /**
     * Compares an answer about a job with what is known of the job.
     *
     * @param previous what is known, or null at first sight
     * @param observedAt when the request began, by this machine's clock
     * @param horizon at first sight, changes before it are a baseline and no transitions
     */
    public static Observation observe(
            @Nullable KnownJob previous, JobSnapshot current, Instant observedAt, Instant horizon) {
        return switch (previous) {
            case null -> firstSight(current, observedAt, horizon);
            case KnownJob known when current.status().equals(known.status()) -> sameStatus(known, current, observedAt);
            case KnownJob known when isStale(known, current, observedAt) -> new Observation.Stale();
            case KnownJob known -> changed(known, dated(current, known, observedAt), observedAt);
        };
    }

    /** Classifies a change from one status to another. */
    public static TransitionKind kind(JobStatus from, JobStatus to) {
        if (!(to instanceof Known target)) {
            return TransitionKind.UNEXPECTED;
        }
        return switch (from) {
            case Unknown unknown -> TransitionKind.SKIPPED;
            case Known source when EDGES.getOrDefault(source, Set.of()).contains(target) -> TransitionKind.EXPECTED;
            case Known source when reachableFrom(source).contains(target) -> TransitionKind.SKIPPED;
            case Known source -> TransitionKind.UNEXPECTED;
        };
    }

    private static Observation firstSight(JobSnapshot current, Instant observedAt, Instant horizon) {
        if (current.status() == Known.SUBMITTED || current.changedAt().isBefore(horizon)) {
            boolean baseline = current.status() != Known.SUBMITTED;
            return new Observation.Baseline(job(current, observedAt, baseline));
        }
        return transition(Known.SUBMITTED, current.submitTime(), null, current, observedAt);
    }

    /** Compares details. A tombstone of a job that had not ended is one of a job that was given up: it is back as it was. */
    private static Observation sameStatus(KnownJob known, JobSnapshot current, Instant observedAt) {
        if (!(known instanceof Job job)) {
            boolean back = known.status() instanceof Known && !known.status().isTerminal();
            return back ? new Observation.Baseline(job(current, observedAt, true)) : new Observation.Unchanged();
        }
        boolean earlier =
                current.lastModifiedTime() != null && current.changedAt().isBefore(job.changedAt());
        if (earlier && isComparable(known, observedAt)) {
            return new Observation.Stale();
        }
        Job next = job.with(current);
        return next.equals(job) ? new Observation.Unchanged() : new Observation.Refreshed(next);
    }

    /** Returns whether times tell an order: a change in the far future, which an earlier version recorded, would not. */
    private static boolean isComparable(KnownJob known, Instant observedAt) {
        return !AnswerBounds.isAhead(known.changedAt(), observedAt);
    }

    private static boolean isStale(KnownJob known, JobSnapshot current, Instant observedAt) {
        Instant modified = current.lastModifiedTime();
        if (modified != null && !modified.equals(known.changedAt()) && isComparable(known, observedAt)) {
            return modified.isBefore(known.changedAt());
        }
        if (modified == null && current.status() instanceof Unknown) {
            return known.status().isTerminal();
        }
        return known.status().isTerminal() || kind(current.status(), known.status()) != TransitionKind.UNEXPECTED;
    }

    private static JobSnapshot dated(JobSnapshot current, KnownJob known, Instant observedAt) {
        if (current.lastModifiedTime() != null) {
            return current;
        }
        Instant changedAt = observedAt.isBefore(known.changedAt()) ? known.changedAt() : observedAt;
        return current.toBuilder().lastModifiedTime(changedAt).build();
    }

    private static Observation changed(KnownJob known, JobSnapshot current, Instant observedAt) {
        return known instanceof Job job
                ? transition(
                        job.status(),
                        job.statusChangedAt(),
                        job.startedAt(),
                        current.withGapsFilledFrom(job.snapshot()),
                        observedAt)
                : transition(known.status(), known.statusChangedAt(), null, current, observedAt);
    }

    private static Observation transition(
            JobStatus from,
            Instant previousStatusAt,
            @Nullable Instant startedAt,
            JobSnapshot current,
            Instant observedAt) {
        JobStatus to = current.status();
        Transition transition =
                new Transition(current, from, to, kind(from, to), previousStatusAt, current.changedAt(), observedAt);
        Job job = job(current, observedAt, false).started(to == Known.IN_PROGRESS ? transition.changedAt() : startedAt);
        return new Observation.Changed(job, transition);
    }

    private static Job job(JobSnapshot current, Instant observedAt, boolean baseline) {
        Instant endedAt = current.status().isTerminal() ? current.changedAt() : null;
        return new Job(current, current.changedAt(), observedAt, baseline, endedAt);
    }

    private static Set<Known> pathsFrom(Known from) {
        Set<Known> seen = EnumSet.noneOf(Known.class);
        Deque<Known> open = new ArrayDeque<>(EDGES.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            Known next = open.remove();
            if (seen.add(next)) {
                open.addAll(EDGES.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
