package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.watch.CallerIdentity;
import io.github.bedrockbatch.watch.WatchPlan;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The polls of all targets: those that the configuration names, and the regions that are discovered in the caller's own
 * account, which AWS has to return first. Such a region is planned as a target of {@link Target#UNKNOWN_ACCOUNT}. Each target
 * has one poll. Thread-safe.
 */
public final class TargetPolls implements HintedTargets {
    /** Most answers take less. A target that the configuration names need not wait for more. */
    private static final Duration MAX_IDENTITY_WAIT = Duration.ofSeconds(2);

    private final WatchPlan plan;
    private final SortedSet<Target> targets;
    private final CallerIdentity caller;
    private final List<CycleListener> listeners;
    private final BiFunction<Target, Supplier<Watches>, TargetPoll> newPoll;
    private final Map<Target, TargetPoll> polls = new ConcurrentHashMap<>();

    public TargetPolls(
            WatchPlan plan,
            CallerIdentity caller,
            List<CycleListener> listeners,
            BiFunction<Target, Supplier<Watches>, TargetPoll> newPoll) {
        this.plan = plan;
        this.targets = Collections.unmodifiableSortedSet(plan.targets());
        this.caller = caller;
        this.listeners = List.copyOf(listeners);
        this.newPoll = newPoll;
    }

    /** Returns the targets that the configuration names, in order. */
    public SortedSet<Target> configuredTargets() {
        return targets;
    }

    /** Returns what is to be polled: the targets that the configuration names, then the caller's own regions, in order. */
    public List<Target> plannedTargets() {
        return plan.plannedTargets();
    }

    /** Returns the regions that are discovered in the caller's own account while that is not known. */
    public Set<String> unresolvedRegions() {
        return caller.known().isPresent() ? Set.of() : plan.callersOwn().keySet();
    }

    /**
     * Returns the target that is planned: for a region of the caller's own the target in its account, or empty while that is
     * not known, or if the configuration names the target.
     */
    public Optional<Target> resolved(Target planned) {
        return planned.accountId().equals(Target.UNKNOWN_ACCOUNT)
                ? caller.known()
                        .map(account -> new Target(account, planned.region()))
                        .filter(target -> !targets.contains(target))
                : Optional.of(planned);
    }

    /** Returns all targets that are known by now. */
    public Set<Target> knownTargets() {
        return plannedTargets().stream()
                .flatMap(planned -> resolved(planned).stream())
                .collect(Collectors.toSet());
    }

    /** Returns whether a target is known by now. */
    public boolean isKnown(Target target) {
        return targets.contains(target)
                || (plan.callersOwn().containsKey(target.region())
                        && caller.known().equals(Optional.of(target.accountId())));
    }

    /** Returns whether a planned target has a poll that has sent requests since {@link TargetPoll#askAnew()}. */
    public boolean isAskedAnew(Target planned) {
        return resolved(planned)
                .map(polls::get)
                .filter(poll -> !poll.asksAnew())
                .isPresent();
    }

    /** Returns whether all jobs of a target are watched, or may be once the caller's account is known. */
    public boolean watchesAll(Target target) {
        return plan.watchesAll(target, caller.known());
    }

    /** Returns whether a job is watched, or may be once the caller's account is known. */
    public boolean isWatched(JobArn job) {
        return plan.isWatched(job, caller.known());
    }

    /**
     * Runs a cycle of a target that is planned. A region of the caller's own needs the caller's account for it. A target that is
     * discovered with the caller's credentials is polled unless they are known to be another account's.
     */
    public void poll(Target planned) {
        if (planned.accountId().equals(Target.UNKNOWN_ACCOUNT)) {
            pollOwnRegion(planned);
            return;
        }
        Optional<String> other = isCallersToDiscover(planned)
                ? caller.resolveWithin(MAX_IDENTITY_WAIT).filter(account -> !account.equals(planned.accountId()))
                : Optional.empty();
        other.ifPresentOrElse(
                account -> notBegun(
                        planned,
                        ErrorCodes.OTHER,
                        planned
                                + ": jobs cannot be discovered, because the exporter's own credentials belong to account "
                                + account + ": add a role of account " + planned.accountId() + " to aws.accounts"),
                () -> pollOf(planned).run());
    }

    private void pollOwnRegion(Target planned) {
        if (caller.resolve().isPresent()) {
            listeners.forEach(listener -> listener.canBegin(planned));
            resolved(planned).ifPresent(target -> pollOf(target).run());
        } else if (!Thread.currentThread().isInterrupted()) {
            CallerIdentity.Failure failure = caller.failure();
            notBegun(
                    planned,
                    ErrorCodes.bounded(failure.code()),
                    planned.region()
                            + ": jobs cannot be discovered, because the account of the exporter's credentials is not known: "
                            + failure.cause());
        }
    }

    private void notBegun(Target target, String code, String reason) {
        listeners.forEach(listener -> listener.notBegun(target, code, reason));
    }

    @Override
    public Coverage coverage(Target target) {
        if (isForeign(target)) {
            return Coverage.UNWATCHED;
        }
        if (unresolvedRegions().contains(target.region())) {
            caller.resolve();
        }
        if (isKnown(target)) {
            return Coverage.WATCHED;
        }
        return unresolvedRegions().contains(target.region()) ? Coverage.UNDECIDED : Coverage.UNWATCHED;
    }

    @Override
    public HintResult look(Target target, HintedJobs hinted) {
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
        return polls.computeIfAbsent(
                target, absent -> newPoll.apply(target, () -> plan.watches(target, caller.known())));
    }
}
