package io.github.bedrockbatch.source;

import io.github.bedrockbatch.job.JobSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of ListModelInvocationJobs.
 *
 * @param invalid how many items could not be read and are missing from {@code jobs}
 */
public record JobPage(
        List<JobSnapshot> jobs, int invalid, @Nullable String nextToken) {
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
