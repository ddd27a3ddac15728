package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.job.Target;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The difference between a plan and the plan before. Each target of either plan is in exactly one of the sets.
 *
 * @param added targets that only the next plan has
 * @param removed targets that only the plan before had
 * @param changed targets of both, about which they differ
 * @param unchanged targets of both, about which they agree
 */
public record PlanDifference(
        SortedSet<Target> added, SortedSet<Target> removed, SortedSet<Target> changed, SortedSet<Target> unchanged) {
    /** The maximum number of targets that a log line names. */
    private static final int MAX_NAMED = 10;

    public PlanDifference {
        added = Collections.unmodifiableSortedSet(added);
        removed = Collections.unmodifiableSortedSet(removed);
        changed = Collections.unmodifiableSortedSet(changed);
        unchanged = Collections.unmodifiableSortedSet(unchanged);
    }

    /** Compares what two plans say about each target. */
    public static PlanDifference between(Map<Target, TargetPlan> before, Map<Target, TargetPlan> next) {
        Predicate<Target> isSame =
                target -> before.get(target) != null && before.get(target).equals(next.get(target));
        return new PlanDifference(
                only(next, target -> !before.containsKey(target)),
                only(before, target -> !next.containsKey(target)),
                only(next, target -> before.containsKey(target) && !isSame.test(target)),
                only(next, isSame));
    }

    /** Returns the difference in a line, for people: how many targets are concerned, and which. */
    public String describe() {
        String counts = "targets: %d added, %d removed, %d changed, %d unchanged"
                .formatted(added.size(), removed.size(), changed.size(), unchanged.size());
        String names = Stream.of(named("added", added), named("removed", removed), named("changed", changed))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? counts : counts + " (" + names + ")";
    }

    private static String named(String word, SortedSet<Target> targets) {
        return targets.isEmpty() || targets.size() > MAX_NAMED
                ? ""
                : word + " " + targets.stream().map(Target::name).collect(Collectors.joining(" "));
    }

    private static SortedSet<Target> only(Map<Target, TargetPlan> plans, Predicate<Target> which) {
        return plans.keySet().stream().filter(which).collect(Collectors.toCollection(TreeSet::new));
    }
}
