package io.github.bedrockbatch.view;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of one target. Immutable: maps that did not change are shared with the view before.
 *
 * @param jobs those whose retention is not over
 * @param lookups the last lookups of single jobs, by Get or by List, by job id
 * @param intervals of the polls; null where the jobs have made no difference to them
 * @param totals what the journal adds up to
 * @param badTotals totals that cannot be true, which are not shown
 */
public record TargetView(
        TargetJobs jobs,
        Map<String, LookupStatus> lookups,
        @Nullable Instant lastSuccess,
        @Nullable PollIntervals intervals,
        Map<Total.Key, Long> totals,
        Set<Total.Key> badTotals) {
    static final TargetView EMPTY = new TargetView(TargetJobs.NONE, Map.of(), null, null, Map.of(), Set.of());

    public TargetView {
        lookups = Collections.unmodifiableMap(lookups);
        totals = Collections.unmodifiableMap(totals);
        badTotals = Collections.unmodifiableSet(badTotals);
    }

    /** Returns the last lookups of jobs that are watched. */
    public Stream<LookupStatus> lookups(Predicate<JobArn> isWatched) {
        return lookups.values().stream().filter(lookup -> isWatched.test(lookup.arn()));
    }

    /** Returns whether the target was polled with success, by whichever process, after a time at which it was not. */
    public boolean hasSucceededSince(Instant failedAt) {
        return lastSuccess != null && lastSuccess.isAfter(failedAt);
    }

    /** Returns whether there are jobs, or totals of earlier ones. */
    public boolean isInUse() {
        return !jobs.rows().isEmpty() || !totals.isEmpty() || !badTotals.isEmpty();
    }

    /** Returns whether a job is held. */
    public boolean has(JobArn job) {
        return jobs.has(job);
    }

    /** Returns this view with changes, which are all of this target. */
    TargetView with(Changes changes, ViewRules rules, Instant now) {
        TargetView next = new TargetView(
                jobs,
                lookups,
                changes.lastSuccess().values().stream().findAny().orElse(lastSuccess),
                changes.intervals().values().stream().findAny().orElse(intervals),
                totals,
                badTotals);
        if (jobs.haveExpired(now)
                || !changes.jobs().isEmpty()
                || !changes.lookups().isEmpty()) {
            next = next.withJobs(changes.jobs(), changes.lookups(), rules, now);
        }
        return changes.totals().isEmpty() && changes.badTotals().isEmpty()
                ? next
                : next.withTotals(changes.totals(), changes.badTotals());
    }

    private TargetView withJobs(List<TrackedJob> newJobs, List<LookupStatus> newLookups, ViewRules rules, Instant now) {
        TargetJobs nextJobs = jobs.with(newJobs, rules, now);
        Map<String, LookupStatus> nextLookups = new HashMap<>(lookups);
        newLookups.forEach(lookup -> nextLookups.put(lookup.arn().jobId(), lookup));
        Stream.concat(
                        jobs.byId().keySet().stream(),
                        newJobs.stream().map(row -> row.arn().jobId()))
                .filter(id -> !nextJobs.byId().containsKey(id))
                .forEach(nextLookups::remove);
        return new TargetView(nextJobs, nextLookups, lastSuccess, intervals, totals, badTotals);
    }

    /** Returns this view with totals. One that could not be true is shown again once it has begun anew. */
    private TargetView withTotals(Map<Total.Key, Long> newTotals, Set<Total.Key> newBad) {
        Map<Total.Key, Long> nextTotals = new HashMap<>(totals);
        nextTotals.putAll(newTotals);
        nextTotals.keySet().removeAll(newBad);
        Set<Total.Key> nextBad = new HashSet<>(badTotals);
        nextBad.removeAll(newTotals.keySet());
        nextBad.addAll(newBad);
        return new TargetView(jobs, lookups, lastSuccess, intervals, nextTotals, nextBad);
    }
}
