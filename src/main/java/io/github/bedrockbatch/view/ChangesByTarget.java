package io.github.bedrockbatch.view;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.TotalKey;
import io.github.bedrockbatch.journal.TrackedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the changes of one target. */
final class ChangesByTarget {
    private final List<TrackedJob> jobs = new ArrayList<>();
    private final List<LookupStatus> lookups = new ArrayList<>();
    private final Map<TotalKey, Long> totals = new HashMap<>();
    private final Set<TotalKey> badTotals = new HashSet<>();

    /** Returns the changes of each target that has any. */
    static Map<Target, Changes> of(Changes changes) {
        Map<Target, ChangesByTarget> byTarget = new HashMap<>();
        changes.jobs().forEach(row -> in(byTarget, row.target()).jobs.add(row));
        changes.lookups()
                .forEach(lookup -> in(byTarget, Target.of(lookup.arn())).lookups.add(lookup));
        changes.totals()
                .forEach((key, amount) -> in(byTarget, key.target()).totals.put(key, amount));
        changes.badTotals().forEach(key -> in(byTarget, key.target()).badTotals.add(key));
        changes.lastSuccess().keySet().forEach(target -> in(byTarget, target));
        Map<Target, Changes> grouped = new HashMap<>();
        byTarget.forEach((target, own) -> grouped.put(target, own.changes(target, changes)));
        return grouped;
    }

    private static ChangesByTarget in(Map<Target, ChangesByTarget> byTarget, Target target) {
        return byTarget.computeIfAbsent(target, absent -> new ChangesByTarget());
    }

    private Changes changes(Target target, Changes all) {
        return new Changes(
                all.head(),
                all.lastEntry(),
                jobs,
                lookups,
                all.lastSuccess().containsKey(target)
                        ? Map.of(target, all.lastSuccess().get(target))
                        : Map.of(),
                totals,
                badTotals);
    }
}
