package io.github.bedrockbatch;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.poll.DiscoverySelector;
import io.github.bedrockbatch.poll.Target;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.poll.Watches;
import io.github.bedrockbatch.schedule.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scheduled tasks that poll: one for each target of a configured ARN, and one for each discovered region, whose
 * account AWS has to tell first. Each target is polled by one of them only.
 */
final class Lanes {
    private final Map<Target, Set<JobArn>> configured;
    private final Map<String, List<DiscoverySelector>> selectors;
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
        this.configured = plan.jobs().stream().collect(Collectors.groupingBy(Target::of, Collectors.toSet()));
        this.selectors = plan.selectors();
        this.configuredHorizon = configuredHorizon;
        this.caller = caller;
        this.polls = polls;
    }

    /** The targets that are known before AWS was asked. */
    Set<Target> targets() {
        return new TreeSet<>(configured.keySet());
    }

    /** The regions that are discovered and whose account AWS has yet to tell. */
    Set<String> unresolvedRegions() {
        return caller.known().isPresent() ? Set.of() : selectors.keySet();
    }

    List<Task> tasks(Duration interval) {
        Stream<Task> named = targets().stream().map(target -> new Task(target.name(), interval, () -> poll(target)));
        Stream<Task> discovered =
                selectors.keySet().stream().sorted().map(region -> new Task(region, interval, () -> discover(region)));
        return Stream.concat(named, discovered).toList();
    }

    private void discover(String region) {
        String account = caller.resolve()
                .orElseThrow(() -> new CallerUnknownException(
                        region + ": cannot be discovered, as the caller's account is not known: " + caller.failure()));
        Target target = new Target(account, region);
        if (!configured.containsKey(target)) {
            poll(target);
        }
    }

    private void poll(Target target) {
        Watches watches = new Watches(configured.getOrDefault(target, Set.of()), selectors(target), configuredHorizon);
        lanes.compute(
                        target,
                        (same, lane) -> lane != null && lane.watches().equals(watches)
                                ? lane
                                : new Lane(watches, polls.apply(target, watches)))
                .poll()
                .run();
    }

    private List<DiscoverySelector> selectors(Target target) {
        List<DiscoverySelector> own = selectors.getOrDefault(target.region(), List.of());
        boolean callersOwn = !own.isEmpty()
                && caller.known().filter(target.accountId()::equals).isPresent();
        return callersOwn ? own : List.of();
    }
}
