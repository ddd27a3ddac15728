package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.PollConfig;
import io.github.bedrockbatch.job.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that a configuration says about one target, so that two configurations can be compared target by target.
 *
 * @param watches why its jobs are watched
 * @param poll how often AWS is asked
 * @param role by which its account is reached; empty for the caller's own credentials
 * @param connection how AWS is reached
 */
public record TargetPlan(Watches watches, PollConfig poll, Optional<AccountConfig> role, AwsConfig connection) {
    /** Returns whether the target is reached in the same way, whatever is watched of it. */
    public boolean isReachedAs(TargetPlan other) {
        return role.equals(other.role) && connection.equals(other.connection);
    }

    /**
     * Returns the targets that are reached in another way than when they were last polled, so that what was denied may not be any more.
     *
     * @param isStillToBePolled whether a target, which was reached in another way before already, has not been polled since
     */
    public static Set<Target> reachedAnew(
            Map<Target, TargetPlan> before, Map<Target, TargetPlan> next, Predicate<Target> isStillToBePolled) {
        return before.entrySet().stream()
                .filter(plan -> {
                    TargetPlan now = next.get(plan.getKey());
                    return now != null && (!now.isReachedAs(plan.getValue()) || isStillToBePolled.test(plan.getKey()));
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the targets of which something else is watched than before. */
    public static Set<Target> watchedAnew(Map<Target, TargetPlan> before, Map<Target, TargetPlan> next) {
        return before.entrySet().stream()
                .filter(plan -> {
                    TargetPlan now = next.get(plan.getKey());
                    return now != null && !now.watches().equals(plan.getValue().watches());
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns what a configuration says about each target that is to be polled. */
    public static Map<Target, TargetPlan> of(WatchPlan plan, Configuration configuration) {
        Map<Target, TargetPlan> plans = new LinkedHashMap<>();
        for (Target target : plan.plannedTargets()) {
            boolean own = target.accountId().equals(Target.UNKNOWN_ACCOUNT);
            Optional<String> caller = own ? Optional.of(Target.UNKNOWN_ACCOUNT) : Optional.empty();
            Optional<AccountConfig> role = configuration.aws().accounts().stream()
                    .filter(account -> account.accountId().equals(target.accountId()))
                    .findFirst();
            plans.put(
                    target,
                    new TargetPlan(
                            plan.watches(target, caller),
                            configuration.poll(),
                            role,
                            configuration.aws().withoutAccounts()));
        }
        return plans;
    }
}
