package io.github.bedrockbatch;

import io.github.bedrockbatch.config.AnchoredRegex;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.poll.DiscoverySelector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a configuration watches.
 *
 * @param jobs the configured ARNs
 * @param selectors by region
 */
record WatchPlan(Set<JobArn> jobs, Map<String, List<DiscoverySelector>> selectors) {
    WatchPlan {
        jobs = Set.copyOf(jobs);
        selectors = Map.copyOf(selectors);
    }

    /**
     * Plans a configuration; one that names neither jobs nor regions watches the caller's own region.
     *
     * @throws NothingToWatchException if there is no such region either
     */
    static WatchPlan of(
            Configuration configuration, Supplier<List<String>> allRegions, Supplier<Optional<String>> defaultRegion) {
        Set<JobArn> jobs = configuration.jobs().stream().map(JobArn::parse).collect(Collectors.toSet());
        List<DiscoveryConfig> discovery = configuration.discovery();
        if (jobs.isEmpty() && discovery.isEmpty()) {
            discovery = List.of(
                    DiscoveryConfig.ofRegions(List.of(defaultRegion.get().orElseThrow(NothingToWatchException::new))));
        }
        Map<String, List<DiscoverySelector>> selectors = new TreeMap<>();
        for (DiscoveryConfig selector : discovery) {
            List<String> regions = selector.allRegions() ? allRegions.get() : selector.regions();
            regions.forEach(region -> selectors
                    .computeIfAbsent(region, absent -> new ArrayList<>())
                    .add(selector(selector)));
        }
        return new WatchPlan(jobs, selectors);
    }

    /** Where to ask whose credentials these are: several, as not every account may use every region. */
    List<String> identityRegions() {
        return selectors.keySet().stream().sorted().limit(5).toList();
    }

    /** Whether a job is one that is looked at: named, or in a region that is discovered. */
    boolean isWatched(JobArn arn) {
        return jobs.contains(arn) || selectors.containsKey(arn.region());
    }

    private static DiscoverySelector selector(DiscoveryConfig config) {
        String selects = String.join(
                "\n",
                config.submittedWithin().toString(),
                config.nameRegex().map(AnchoredRegex::source).orElse(""),
                config.modelRegex().map(AnchoredRegex::source).orElse(""));
        String key =
                UUID.nameUUIDFromBytes(selects.getBytes(StandardCharsets.UTF_8)).toString();
        return new DiscoverySelector(key, config.submittedWithin(), job -> selects(config, job));
    }

    private static boolean selects(DiscoveryConfig config, JobSnapshot job) {
        return config.nameRegex().map(regex -> regex.matches(job.name())).orElse(true)
                && config.modelRegex()
                        .map(regex -> regex.matches(job.modelId()))
                        .orElse(true);
    }

    /** Neither the configuration nor the environment says where to look. */
    static final class NothingToWatchException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NothingToWatchException() {
            super(
                    "neither jobs nor discovery is configured and no AWS region is set: name job ARNs under 'jobs', regions"
                            + " under 'discovery', or set AWS_REGION to watch every job of that region");
        }
    }
}
