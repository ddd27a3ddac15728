package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.config.UnusableConfigurationException;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a configuration watches.
 *
 * @param jobs the configured ARNs
 * @param selectors of the accounts that the configuration names, by role or by number
 * @param callersOwn selectors of the account that the caller's credentials belong to, by region
 * @param roles the accounts that are reached through a role
 * @param configuredHorizon how old the last change of a configured job may be to be told as a transition at first sight
 * @param manifests whether the output manifests of jobs that end are to be read
 * @param tagged whether the tags of watched jobs are shown
 */
public record WatchPlan(
        Set<JobArn> jobs,
        Map<Target, List<DiscoverySelector>> selectors,
        Map<String, List<DiscoverySelector>> callersOwn,
        Set<String> roles,
        Duration configuredHorizon,
        boolean manifests,
        boolean tagged) {
    private static final int MAX_IDENTITY_REGIONS = 5;
    private static final String NOTHING =
            "neither jobs nor discovery is configured and no AWS region is set: name job ARNs under 'jobs', regions"
                    + " under 'discovery', or set AWS_REGION to watch every job of that region";

    public WatchPlan {
        jobs = Set.copyOf(jobs);
        selectors = Map.copyOf(selectors);
        callersOwn = Map.copyOf(callersOwn);
        roles = Set.copyOf(roles);
    }

    /**
     * Plans a configuration; one that names neither jobs nor regions watches the caller's own region.
     *
     * @param allRegions of an account, or of the caller's own
     * @throws UnusableConfigurationException if there is no such region either
     */
    public static WatchPlan of(
            Configuration configuration,
            Function<Optional<String>, List<String>> allRegions,
            Supplier<Optional<String>> defaultRegion) {
        Set<JobArn> jobs = configuration.jobs().stream().map(JobArn::parse).collect(Collectors.toSet());
        Set<String> roles = configuration.aws().accounts().stream()
                .map(AccountConfig::accountId)
                .collect(Collectors.toSet());
        Map<Target, List<DiscoverySelector>> selectors = new HashMap<>();
        Map<String, List<DiscoverySelector>> callersOwn = new HashMap<>();
        for (DiscoveryConfig discovery : discovery(configuration, defaultRegion)) {
            DiscoverySelector selector = DiscoverySelector.of(discovery);
            Set<String> accounts = discovery.accounts().isEmpty() ? roles : Set.copyOf(discovery.accounts());
            Function<Optional<String>, List<String>> regions =
                    discovery.allRegions() ? allRegions : account -> discovery.regions();
            accounts.forEach(account -> regions.apply(Optional.of(account))
                    .forEach(region -> add(selectors, new Target(account, region), selector)));
            if (accounts.isEmpty()) {
                regions.apply(Optional.empty()).forEach(region -> add(callersOwn, region, selector));
            }
        }
        return new WatchPlan(
                jobs,
                selectors,
                callersOwn,
                roles,
                configuration.retention().terminalJobs(),
                configuration.manifests().enabled(),
                !configuration.metrics().tagLabels().isEmpty());
    }

    /** Returns the targets that the configuration names, in order. */
    public SortedSet<Target> targets() {
        return Stream.concat(jobs.stream().map(Target::of), selectors.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns what is to be polled: the targets that the configuration names, then the regions of the caller's own account, each as a
     * target of {@link Target#UNKNOWN_ACCOUNT}, in order.
     */
    public List<Target> plannedTargets() {
        Stream<Target> own =
                callersOwn.keySet().stream().sorted().map(region -> new Target(Target.UNKNOWN_ACCOUNT, region));
        return Stream.concat(targets().stream(), own).toList();
    }

    /** Returns why jobs of a target are watched, as far as it is known whose the caller's credentials are. */
    public Watches watches(Target target, Optional<String> caller) {
        List<DiscoverySelector> own = caller.equals(Optional.of(target.accountId()))
                ? callersOwn.getOrDefault(target.region(), List.of())
                : List.of();
        return new Watches(
                jobs.stream().filter(job -> Target.of(job).equals(target)).collect(Collectors.toSet()),
                Stream.concat(selectors.getOrDefault(target, List.of()).stream(), own.stream())
                        .toList(),
                configuredHorizon,
                manifests,
                tagged);
    }

    /** Returns whether anything needs the tags of a target's jobs, whoever the caller is. */
    public boolean needsTags(Target target) {
        return watches(target, Optional.of(target.accountId())).needTags();
    }

    /** Returns whether a target is reached with the caller's own credentials. */
    public boolean isCallers(Target target) {
        return !roles.contains(target.accountId());
    }

    /** Returns where to ask whose credentials these are: several, as not every account may use every region. */
    public List<String> identityRegions() {
        return Stream.concat(
                        callersOwn.keySet().stream(),
                        selectors.keySet().stream().filter(this::isCallers).map(Target::region))
                .distinct()
                .sorted()
                .limit(MAX_IDENTITY_REGIONS)
                .toList();
    }

    /**
     * Returns whether all jobs of a target are watched, because it is discovered.
     *
     * @param caller the account of the caller's credentials. While it is not known, it may be any
     */
    public boolean watchesAll(Target target, Optional<String> caller) {
        return selectors.containsKey(target)
                || (callersOwn.containsKey(target.region())
                        && caller.map(target.accountId()::equals).orElse(true));
    }

    /** Returns whether a job is watched: named, or of a target all of whose jobs are. */
    public boolean isWatched(JobArn arn, Optional<String> caller) {
        return jobs.contains(arn) || watchesAll(Target.of(arn), caller);
    }

    private static List<DiscoveryConfig> discovery(
            Configuration configuration, Supplier<Optional<String>> defaultRegion) {
        boolean nothing =
                configuration.jobs().isEmpty() && configuration.discovery().isEmpty();
        return nothing
                ? List.of(DiscoveryConfig.ofRegions(
                        List.of(defaultRegion.get().orElseThrow(() -> new UnusableConfigurationException(NOTHING)))))
                : configuration.discovery();
    }

    private static <K> void add(Map<K, List<DiscoverySelector>> selectors, K key, DiscoverySelector selector) {
        selectors.computeIfAbsent(key, absent -> new ArrayList<>()).add(selector);
    }
}
