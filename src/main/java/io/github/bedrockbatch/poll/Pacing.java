package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.journal.TrackedJob;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How often a target is polled, as its jobs change. A shorter interval holds at once. A longer one holds after five polls in a row for which
 * it would have done, so that jobs that follow each other do not move it to and fro.
 *
 * @param calmPolls how many polls in a row saw jobs for which a longer interval would do
 */
record Pacing(PollIntervals intervals, int calmPolls) {
    static final int MAX_CALM_POLLS = 5;

    private static final Set<Known> RUNNING = EnumSet.of(Known.IN_PROGRESS, Known.STOPPING);

    /**
     * Returns what the jobs of a target do. One whose final counts are awaited has yet to end, because they would come late otherwise, and so
     * has one that is named and was not seen yet, unless AWS has not known it for long, and one that may be watched once its tags are known.
     */
    private static Activity activity(JobRules rules, boolean tagsAwaited) {
        if (rules.state().jobs().values().stream().anyMatch(row -> rules.isPolled(row) && isRunning(row))) {
            return Activity.ACTIVE;
        }
        boolean awaited = tagsAwaited
                || Stream.concat(rules.state().jobs().keySet().stream(), rules.watches().configured().stream())
                        .anyMatch(arn -> rules.isAwaited(arn) && !isLongAbsent(rules, arn));
        return awaited ? Activity.BASE : Activity.IDLE;
    }

    private static boolean isRunning(TrackedJob row) {
        return row.job().status() instanceof Known known && RUNNING.contains(known);
    }

    private static boolean isLongAbsent(JobRules rules, JobArn arn) {
        LookupStatus lookup = rules.state().lookups().get(arn);
        return lookup != null && lookup.isLongAbsent(rules.now());
    }

    /**
     * Returns the pacing after something was seen of a target.
     *
     * @param tagsAwaited whether it showed jobs that may be watched once their tags are known
     * @param isPoll whether it was a poll of which something came: all else makes no interval longer
     */
    Pacing next(JobRules rules, boolean tagsAwaited, boolean isPoll) {
        Activity seen = activity(rules, tagsAwaited);
        return isPoll ? polled(seen) : glimpsed(seen);
    }

    /** Returns the pacing after a poll that saw what the jobs do. */
    Pacing polled(Activity seen) {
        int longer = comparedToNow(seen);
        if (longer > 0 && calmPolls + 1 < MAX_CALM_POLLS) {
            return new Pacing(intervals, calmPolls + 1);
        }
        return new Pacing(intervals.with(seen), 0);
    }

    /** Returns the pacing after anything else that saw what the jobs do: it is shorter, or as before. */
    Pacing glimpsed(Activity seen) {
        return comparedToNow(seen) < 0 ? polled(seen) : this;
    }

    private int comparedToNow(Activity seen) {
        return intervals.with(seen).inForce().compareTo(intervals.inForce());
    }
}
