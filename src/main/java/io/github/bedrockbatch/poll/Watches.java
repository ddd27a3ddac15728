package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why jobs of one target are looked at, configured ARNs and discovery selectors, and whether their tokens are wanted too.
 *
 * @param configuredHorizon how old the last change of a configured job may be to be told as a transition at first sight
 * @param manifests whether the output manifests of jobs that end are to be read
 */
public record Watches(
        Set<JobArn> configured, List<DiscoverySelector> selectors, Duration configuredHorizon, boolean manifests) {
    /** The key under which the walks for configured jobs are kept. */
    static final String CONFIGURED = "configured";

    private static final Duration DISCOVERY_HORIZON = Duration.ofHours(1);

    public Watches {
        configured = Set.copyOf(configured);
        selectors = List.copyOf(selectors);
    }

    /** Of jobs whose output manifests nobody wants. */
    public Watches(Set<JobArn> configured, List<DiscoverySelector> selectors, Duration configuredHorizon) {
        this(configured, selectors, configuredHorizon, false);
    }

    /** The same, with output manifests or without. */
    public Watches withManifests(boolean wanted) {
        return new Watches(configured, selectors, configuredHorizon, wanted);
    }

    boolean covers(JobSnapshot job, Instant now) {
        return configured.contains(job.arn()) || selectors.stream().anyMatch(selector -> selector.selects(job, now));
    }

    JobOrigin origin(JobArn arn) {
        return configured.contains(arn) ? JobOrigin.CONFIGURED : JobOrigin.DISCOVERED;
    }

    /** Before which a change that is seen at first sight is a baseline. */
    Instant horizon(JobSnapshot job, Map<String, WalkProgress> walks, Instant now) {
        Stream<Instant> discovery = selectors.stream()
                .filter(selector -> selector.selects(job, now))
                .map(selector -> discoveryHorizon(walks.get(selector.key()), now));
        Stream<Instant> named =
                configured.contains(job.arn()) ? Stream.of(now.minus(configuredHorizon)) : Stream.empty();
        return Stream.concat(discovery, named).min(Instant::compareTo).orElse(now.minus(DISCOVERY_HORIZON));
    }

    private static Instant discoveryHorizon(@Nullable WalkProgress walk, Instant now) {
        Instant hourAgo = now.minus(DISCOVERY_HORIZON);
        return walk != null && walk.completedWalkAt().isBefore(hourAgo) ? walk.completedWalkAt() : hourAgo;
    }
}
