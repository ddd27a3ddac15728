package io.github.bedrockbatch.source;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobTags;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Where the tags of one target's jobs are read: the Resource Groups Tagging API. It never throws for what AWS or the network does. It runs
 * {@link RequestCheck} before each request.
 */
@FunctionalInterface
public interface TagSource {
    /** How many jobs one question is about at most. */
    int MAX_JOBS = 100;

    /**
     * Asks for the tags of at most {@link #MAX_JOBS} jobs. A job that never had a tag is absent from the answer, as is one whose first tags
     * AWS has not indexed yet.
     *
     * @param timeout after which the answer is no longer wanted, retries included
     */
    FetchResult<Map<JobArn, JobTags>> tags(Collection<JobArn> arns, Duration timeout);
}
