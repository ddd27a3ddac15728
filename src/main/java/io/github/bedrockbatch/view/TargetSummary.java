package io.github.bedrockbatch.view;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One target in a line, for people.
 *
 * @param active jobs that have not ended
 * @param finished jobs that have, and are still shown
 * @param failingLookups jobs that could not be looked up
 * @param lastSuccess when the target was last polled with success; null if never
 */
public record TargetSummary(
        Target target,
        long active,
        long finished,
        long failingLookups,
        @Nullable Instant lastSuccess) {
    /** Returns the lines of all targets that are shown, in order. */
    public static List<TargetSummary> of(JobsView view, Watching watching, ViewRules rules, Instant now) {
        Map<Target, TargetJobs> jobs = view.shown(watching, rules, now).jobs();
        return watching.shown(view).stream()
                .sorted()
                .map(target -> of(
                        target,
                        view.target(target),
                        jobs.getOrDefault(target, TargetJobs.NONE).rows(),
                        watching))
                .toList();
    }

    /** Returns the line of a region whose account is not known. */
    public static TargetSummary unresolved(String region) {
        return new TargetSummary(new Target(Target.UNKNOWN_ACCOUNT, region), 0, 0, 0, null);
    }

    private static TargetSummary of(Target target, TargetView view, List<TrackedJob> jobs, Watching watching) {
        long finished = jobs.stream().filter(row -> row.job().endedAt() != null).count();
        long failing = view.lookups(watching::isWatched)
                .filter(lookup -> !lookup.success())
                .count();
        return new TargetSummary(target, jobs.size() - finished, finished, failing, view.lastSuccess());
    }
}
