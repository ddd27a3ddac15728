package io.github.bedrockbatch;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.poll.DiscoverySelector;
import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.LookResult;
import io.github.bedrockbatch.poll.Target;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.poll.Watches;
import io.github.bedrockbatch.poll.notification.TargetLooks;
import io.github.bedrockbatch.schedule.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scheduled tasks that poll: one for each target that the configuration names, and one for each region that is
 * discovered in the caller's own account, which AWS has to tell first. Each target is polled by one of them only.
 */
final class Lanes implements TargetLooks {
    private final WatchPlan plan;
    private final Map<Target, Set<JobArn>> configured;
    private final Set<Target> targets;
    private final Duration configuredHorizon;
    private final CallerIdentity caller;
    private final BiFunction<Target, Watches, TargetPoll> polls;
    private final Map<Target, Lane> lanes = new ConcurrentHashMap<>();

    private record Lane(Watches watches, TargetPoll poll) {}

    Lanes(
            WatchPlan plan,
            Duration configuredHorizon,
            CallerIdentity caller,
            BiFunction<Target, Watches, TargetPoll> polls) {
        this.plan = plan;
        this.configured = plan.jobs().stream().collect(Collectors.groupingBy(Target::of, Collectors.toSet()));
        this.targets = plan.targets();
        this.configuredHorizon = configuredHorizon;
        this.caller = caller;
        this.polls = polls;
    }

    /** The targets that are known before AWS was asked. */
    Set<Target> targets() {
        return new TreeSet<>(targets);
    }

    /** The regions that are discovered and whose account AWS has yet to tell. */
    Set<String> unresolvedRegions() {
        return caller.known().isPresent() ? Set.of() : plan.callersOwn().keySet();
    }

    /** The polls of each target. */
    List<Task> tasks(Duration interval) {
        return tasks(interval, UnaryOperator.identity(), this::pollNamed, this::pollOwn);
    }

    /**
     * What else is done again and again for each target, in tasks of its own, which do nothing while the target is not
     * known.
     *
     * @param what begins the names of the tasks, as {@link #taskName} gives them
     */
    List<Task> tasks(String what, Duration interval, Consumer<Target> action) {
        Consumer<String> own = region -> caller.known()
                .map(account -> new Target(account, region))
                .filter(target -> !targets.contains(target))
                .ifPresent(action);
        return tasks(interval, name -> taskName(what, name), action, own);
    }

    private List<Task> tasks(
            Duration interval, UnaryOperator<String> naming, Consumer<Target> named, Consumer<String> own) {
        Stream<Task> ofTargets = targets().stream()
                .map(target -> new Task(naming.apply(target.name()), interval, () -> named.accept(target)));
        Stream<Task> ofRegions = plan.callersOwn().keySet().stream()
                .sorted()
                .map(region -> new Task(naming.apply(region), interval, () -> own.accept(region)));
        return Stream.concat(ofTargets, ofRegions).toList();
    }

    /** The name of the task in which something is done for a target. */
    String taskName(String what, Target target) {
        return taskName(what, targets.contains(target) ? target.name() : target.region());
    }

    private static String taskName(String what, String name) {
        return what + " of " + name;
    }

    private void pollNamed(Target target) {
        if (isCallersToDiscover(target)) {
            caller.resolve()
                    .filter(account -> !account.equals(target.accountId()))
                    .ifPresent(account -> {
                        throw new CallerUnknownException(
                                target + ": cannot be discovered, as the caller's own credentials belong to " + account
                                        + ": add a role of " + target.accountId() + " to aws.accounts");
                    });
        }
        poll(target);
    }

    private void pollOwn(String region) {
        String account = caller.resolve()
                .orElseThrow(() -> new CallerUnknownException(
                        region + ": cannot be discovered, as the caller's account is not known: " + caller.failure()));
        Target target = new Target(account, region);
        if (!targets.contains(target)) {
            poll(target);
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
        return lane(target).look(hinted);
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

    private void poll(Target target) {
        lane(target).run();
    }

    private TargetPoll lane(Target target) {
        Watches watches = new Watches(configured.getOrDefault(target, Set.of()), selectors(target), configuredHorizon);
        return lanes.compute(
                        target,
                        (same, lane) -> lane != null && lane.watches().equals(watches)
                                ? lane
                                : new Lane(watches, polls.apply(target, watches)))
                .poll();
    }

    private List<DiscoverySelector> selectors(Target target) {
        List<DiscoverySelector> selectors = new ArrayList<>(plan.selectors().getOrDefault(target, List.of()));
        if (caller.known().filter(target.accountId()::equals).isPresent()) {
            selectors.addAll(plan.callersOwn().getOrDefault(target.region(), List.of()));
        }
        return selectors;
    }
}
