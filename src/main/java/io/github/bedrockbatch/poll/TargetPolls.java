package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.watch.CallerIdentity;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.WatchPlan;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The polls of all targets: those that the configuration names, and the regions that are discovered in the caller's own
 * account, which AWS has to tell first. Each target has one poll. Thread-safe.
 */
public final class TargetPolls implements HintedTargets {
    private final WatchPlan plan;
    private final Map<Target, Set<JobArn>> configured;
    private final Set<Target> targets;
    private final Duration configuredHorizon;
    private final boolean manifests;
    private final CallerIdentity caller;
    private final CycleListener listener;
    private final BiFunction<Target, Watches, TargetPoll> newPoll;
    private final Map<Target, TargetPoll> polls = new ConcurrentHashMap<>();

    public TargetPolls(
            WatchPlan plan,
            Duration configuredHorizon,
            boolean manifests,
            CallerIdentity caller,
            CycleListener listener,
            BiFunction<Target, Watches, TargetPoll> newPoll) {
        this.plan = plan;
        this.configured = plan.jobs().stream().collect(Collectors.groupingBy(Target::of, Collectors.toSet()));
        this.targets = plan.targets();
        this.configuredHorizon = configuredHorizon;
        this.manifests = manifests;
        this.caller = caller;
        this.listener = listener;
        this.newPoll = newPoll;
    }

    /** Returns the targets that the configuration names. */
    public Set<Target> targets() {
        return new TreeSet<>(targets);
    }

    /** Returns the regions that are discovered in the caller's own account, in order. */
    public List<String> ownRegions() {
        return plan.callersOwn().keySet().stream().sorted().toList();
    }

    /** Returns those of {@link #ownRegions} whose account AWS has yet to tell. */
    public Set<String> unresolvedRegions() {
        return caller.known().isPresent() ? Set.of() : plan.callersOwn().keySet();
    }

    /** Returns the target of such a region, empty while the account is not known, or if the configuration names the target. */
    public Optional<Target> ownTarget(String region) {
        return caller.known().map(account -> new Target(account, region)).filter(target -> !targets.contains(target));
    }

    /** Returns all targets that are known by now. */
    public Set<Target> known() {
        Set<Target> known = new HashSet<>(targets);
        ownRegions().forEach(region -> ownTarget(region).ifPresent(known::add));
        return known;
    }

    /** Returns whether a job is watched, or may be once the caller's account is known. */
    public boolean isWatched(JobArn job) {
        return plan.isWatched(job, caller.known());
    }

    /** Runs a cycle of a target that the configuration names, unless it is to be discovered by another account's credentials. */
    public void poll(Target target) {
        Optional<String> other = isCallersToDiscover(target)
                ? caller.resolve().filter(account -> !account.equals(target.accountId()))
                : Optional.empty();
        other.ifPresentOrElse(
                account -> listener.notBegun(
                        target,
                        target + ": cannot be discovered, as the caller's own credentials belong to " + account
                                + ": add a role of " + target.accountId() + " to aws.accounts"),
                () -> pollOf(target).run());
    }

    /** Runs a cycle of a region that is discovered in the caller's own account, once AWS has told that. */
    public void pollOwnRegion(String region) {
        Target unresolved = new Target(Target.UNKNOWN_ACCOUNT, region);
        if (caller.resolve().isPresent()) {
            listener.canBegin(unresolved);
            ownTarget(region).ifPresent(target -> pollOf(target).run());
        } else if (!Thread.currentThread().isInterrupted()) {
            listener.notBegun(
                    unresolved,
                    region + ": cannot be discovered, as the caller's account is not known: " + caller.failure());
        }
    }

    @Override
    public Coverage coverage(Target target) {
        if (isForeign(target)) {
            return Coverage.UNWATCHED;
        }
        if (targets.contains(target) || !selectors(target).isEmpty()) {
            return Coverage.WATCHED;
        }
        return unresolvedRegions().contains(target.region()) ? Coverage.UNDECIDED : Coverage.UNWATCHED;
    }

    @Override
    public LookResult look(Target target, HintedJobs hinted) {
        return pollOf(target).look(hinted);
    }

    private boolean isCallersToDiscover(Target target) {
        return plan.selectors().containsKey(target) && plan.isCallers(target);
    }

    /** Whether a target is to be discovered with the caller's credentials, which are another account's. */
    private boolean isForeign(Target target) {
        return isCallersToDiscover(target)
                && caller.known()
                        .filter(account -> !account.equals(target.accountId()))
                        .isPresent();
    }

    /** Each target keeps one poll, because its lock lets one cycle at a time ask about the target. */
    private TargetPoll pollOf(Target target) {
        Watches watches =
                new Watches(configured.getOrDefault(target, Set.of()), selectors(target), configuredHorizon, manifests);
        TargetPoll poll = polls.computeIfAbsent(target, absent -> newPoll.apply(target, watches));
        poll.watch(watches);
        return poll;
    }

    private List<DiscoverySelector> selectors(Target target) {
        List<DiscoverySelector> selectors = new ArrayList<>(plan.selectors().getOrDefault(target, List.of()));
        if (caller.known().filter(target.accountId()::equals).isPresent()) {
            selectors.addAll(plan.callersOwn().getOrDefault(target.region(), List.of()));
        }
        return selectors;
    }
}
