package io.github.bedrockbatch.view;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One target in a line, for people.
 *
 * @param active jobs that have neither ended nor been given up
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
    /** Returns the lines of all targets that are polled, in order. A region whose account is not known is under {@link Target#UNKNOWN_ACCOUNT}. */
    public static List<TargetSummary> of(JobsView view, Watching watching, ViewRules rules, Instant now) {
        Map<Target, TargetJobs> jobs = view.shown(watching, rules, now).jobs();
        return watching.polled(view).stream()
                .sorted()
                .map(target -> of(
                        target,
                        view.target(target),
                        jobs.getOrDefault(target, TargetJobs.NONE).rows(),
                        watching))
                .toList();
    }

    private static TargetSummary of(Target target, TargetView view, List<TrackedJob> jobs, Watching watching) {
        long active = jobs.stream().filter(RetentionRules::isRunning).count();
        long finished = jobs.stream().filter(row -> row.job().endedAt() != null).count();
        long failing = view.lookups(watching::isWatched)
                .filter(lookup -> !lookup.success())
                .count();
        return new TargetSummary(target, active, finished, failing, view.lastSuccess());
    }
}
