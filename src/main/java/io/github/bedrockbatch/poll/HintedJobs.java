package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.TransitionKind;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Jobs that queue messages named as changed.
 *
 * @param statuses to which each is said to have come; none where nothing is said of it
 */
public record HintedJobs(Map<JobArn, Set<JobStatus>> statuses) {
    static final HintedJobs NONE = new HintedJobs(Map.of());

    public HintedJobs {
        statuses = statuses.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    /** Returns the jobs. */
    public Set<JobArn> arns() {
        return statuses.keySet();
    }

    /** Returns whether a job is said to have come to a status that is not behind the one that is known. */
    boolean tellMore(JobArn arn, JobStatus known) {
        return !known.isTerminal()
                && statuses.getOrDefault(arn, Set.of()).stream().anyMatch(said -> isNews(said, known));
    }

    private static boolean isNews(JobStatus said, JobStatus known) {
        return !said.equals(known)
                && (said instanceof JobStatus.Unknown || JobLifecycle.kind(said, known) == TransitionKind.UNEXPECTED);
    }
}
