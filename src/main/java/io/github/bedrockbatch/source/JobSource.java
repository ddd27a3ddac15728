package io.github.bedrockbatch.source;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the jobs of one target are read: Bedrock's control plane. It never throws for what AWS or the network does. It runs
 * {@link RequestCheck} before each request.
 */
public interface JobSource {
    /**
     * Asks for one page of at most 1,000 jobs, oldest first.
     *
     * @param submitTimeAfter only jobs submitted after it
     * @param nextToken of the page before, or null for the first one
     * @param timeout after which the answer is no longer wanted, retries included
     */
    FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout);

    /** Asks for one job with all that is known of it. */
    FetchResult<JobSnapshot> get(JobArn arn, Duration timeout);
}
