package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Why jobs of one target are looked at, configured ARNs and discovery selectors, and whether their tokens are wanted too.
 *
 * @param configuredHorizon how old the last change of a configured job may be to be told as a transition at first sight
 * @param manifests whether the output manifests of jobs that end are to be read
 */
public record Watches(
        Set<JobArn> configured, List<DiscoverySelector> selectors, Duration configuredHorizon, boolean manifests) {
    /** The key under which the walks for configured jobs are kept. */
    public static final String CONFIGURED = "configured";

    public Watches {
        configured = Set.copyOf(configured);
        selectors = List.copyOf(selectors);
    }

    /** Returns whether a job is watched at a time. */
    public boolean covers(JobSnapshot job, Instant now) {
        return configured.contains(job.arn()) || selectors.stream().anyMatch(selector -> selector.selects(job, now));
    }

    /** Returns what a job is watched by, where it is watched. */
    public JobOrigin origin(JobArn arn) {
        return configured.contains(arn) ? JobOrigin.CONFIGURED : JobOrigin.DISCOVERED;
    }
}
