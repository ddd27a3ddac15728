package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobTags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is watched in one target: the configured ARNs and the discovery selectors, and what else is read of their jobs.
 *
 * @param configuredHorizon how old the last change of a configured job may be to count as a transition at first sight
 * @param manifests whether the output manifests of jobs that end are to be read
 * @param tagged whether the tags of watched jobs are shown
 */
public record Watches(
        Set<JobArn> configured,
        List<DiscoverySelector> selectors,
        Duration configuredHorizon,
        boolean manifests,
        boolean tagged) {
    /** The key under which the walks for configured jobs are kept. */
    public static final String CONFIGURED = "configured";

    public Watches {
        configured = Set.copyOf(configured);
        selectors = List.copyOf(selectors);
    }

    /** Makes watches of which no tags are shown. */
    public Watches(
            Set<JobArn> configured, List<DiscoverySelector> selectors, Duration configuredHorizon, boolean manifests) {
        this(configured, selectors, configuredHorizon, manifests, false);
    }

    /**
     * Returns whether a job is watched at a time.
     *
     * @param tags of the job; null while they are not known
     */
    public boolean covers(JobSnapshot job, @Nullable JobTags tags, Instant now) {
        return configured.contains(job.arn())
                || selectors.stream().anyMatch(selector -> selector.selects(job, tags, now));
    }

    /** Returns whether a job is watched at a time if its tags are the right ones. */
    public boolean mayCover(JobSnapshot job, Instant now) {
        return configured.contains(job.arn()) || selectors.stream().anyMatch(selector -> selector.maySelect(job, now));
    }

    /** Returns whether anything needs the tags of jobs. */
    public boolean needTags() {
        return tagged || selectByTags();
    }

    /** Returns whether a selector selects by tags. */
    public boolean selectByTags() {
        return !selectedTags().isEmpty();
    }

    /** Returns the tags that jobs are selected by: those of each selector that has some. */
    public Set<Map<String, String>> selectedTags() {
        return selectors.stream()
                .map(DiscoverySelector::tags)
                .filter(tags -> !tags.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns what a job is watched by, where it is watched. */
    public JobOrigin origin(JobArn arn) {
        return configured.contains(arn) ? JobOrigin.CONFIGURED : JobOrigin.DISCOVERED;
    }
}
