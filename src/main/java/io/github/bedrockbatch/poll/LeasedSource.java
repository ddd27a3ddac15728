package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.journal.LeaseHolder.Tenure;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.RequestCheck;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A source that sends requests only while the lease of its target is held. */
record LeasedSource(JobSource source, Tenure tenure) implements JobSource {
    @Override
    public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
        return RequestCheck.during(tenure::require, () -> source.list(submitTimeAfter, nextToken, timeout));
    }

    @Override
    public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
        return RequestCheck.during(tenure::require, () -> source.get(arn, timeout));
    }
}
