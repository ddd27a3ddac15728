package io.github.bedrockbatch.view;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All of the store that is shown, as of one number in it. Immutable, so that a scrape cannot see half of a recording. It is
 * grouped by target, so that a change copies one target's maps and not all jobs.
 *
 * @param head the number of the newest change that it holds
 * @param lastEntry the number of the newest journal entry
 * @param transitions counts of those that were seen in the last 24 hours
 */
public record JobsView(long head, long lastEntry, Map<Target, TargetView> targets, HourlyTransitions transitions) {
    /** Before anything was read. */
    public static final JobsView EMPTY = new JobsView(0, 0, Map.of(), HourlyTransitions.NONE);

    /** Jobs in unknown statuses by their last change, then the finished ones by their end, newest first. */
    private static final Comparator<TrackedJob> ORDER = comparing((TrackedJob row) -> !TargetJobs.isUnknown(row))
            .thenComparing(JobsView::orderedBy, reverseOrder())
            .thenComparing(TrackedJob::arn);

    /**
     * The jobs that are shown.
     *
     * @param jobs of each target that the view has
     * @param dropped how many of each target's are left out because there are more than the maximum
     */
    public record Shown(Map<Target, TargetJobs> jobs, Map<Target, Long> dropped) {
        public Shown {
            jobs = Collections.unmodifiableMap(jobs);
            dropped = Collections.unmodifiableMap(dropped);
        }
    }

    public JobsView {
        targets = Collections.unmodifiableMap(targets);
    }

    /** Returns this view with what was written to the store since. It costs what changed, and a map for each target. */
    public JobsView advancedBy(Changes changes, ViewRules rules, Instant now) {
        Map<Target, TargetView> next = new HashMap<>(targets);
        byTarget(changes)
                .forEach((target, own) -> next.put(
                        target, targets.getOrDefault(target, TargetView.EMPTY).with(own, rules, now)));
        return new JobsView(changes.head(), changes.lastEntry(), next, transitions);
    }

    /** Returns the changes of each target that has any. */
    private static Map<Target, Changes> byTarget(Changes all) {
        Map<Target, List<TrackedJob>> jobs = all.jobs().stream().collect(groupingBy(TrackedJob::target));
        Map<Target, List<LookupStatus>> lookups =
                all.lookups().stream().collect(groupingBy(lookup -> Target.of(lookup.arn())));
        Map<Target, Map<Total.Key, Long>> totals = all.totals().entrySet().stream()
                .collect(groupingBy(total -> total.getKey().target(), toMap(Map.Entry::getKey, Map.Entry::getValue)));
        Map<Target, Set<Total.Key>> badTotals =
                all.badTotals().stream().collect(groupingBy(Total.Key::target, toSet()));
        return Stream.of(jobs, lookups, totals, badTotals, all.lastSuccess(), all.intervals())
                .flatMap(part -> part.keySet().stream())
                .distinct()
                .collect(toMap(
                        identity(),
                        target -> new Changes(
                                all.head(),
                                all.lastEntry(),
                                jobs.getOrDefault(target, List.of()),
                                lookups.getOrDefault(target, List.of()),
                                only(all.lastSuccess(), target),
                                only(all.intervals(), target),
                                totals.getOrDefault(target, Map.of()),
                                badTotals.getOrDefault(target, Set.of()))));
    }

    private static <T> Map<Target, T> only(Map<Target, T> values, Target target) {
        T value = values.get(target);
        return value == null ? Map.of() : Map.of(target, value);
    }

    /** Returns this view with journal entries that its counts do not hold yet. */
    JobsView withEntries(List<JournalEntry> entries, Instant now) {
        return new JobsView(head, lastEntry, targets, transitions.with(entries, now));
    }

    /** Returns what is known of a target. */
    public TargetView target(Target target) {
        return targets.getOrDefault(target, TargetView.EMPTY);
    }

    /**
     * Returns the jobs that are shown at a time. That depends on the arguments and the rows alone, so that it is the same
     * after a restart and in every process. Active jobs are all shown, however many they are.
     *
     * @param rules those that the view was made with, of which the limit alone may differ
     */
    public Shown shown(Watching watching, ViewRules rules, Instant now) {
        Map<Target, TargetJobs> jobs = new HashMap<>();
        targets.forEach((target, view) -> {
            boolean all = watching.watchesAll(target) && !view.jobs().haveExpired(now);
            jobs.put(
                    target,
                    all
                            ? view.jobs()
                            : view.jobs().only(row -> watching.isWatched(row.arn()) && !rules.isExpired(row, now)));
        });
        int total = jobs.values().stream().mapToInt(own -> own.rows().size()).sum();
        int active = jobs.values().stream().mapToInt(TargetJobs::active).sum();
        int room = Math.max(0, rules.maxJobs() - active);
        return total - active <= room ? new Shown(jobs, Map.of()) : limited(jobs, room);
    }

    /** Drops the jobs that are not active and have no room. Active jobs all stay. */
    private static Shown limited(Map<Target, TargetJobs> jobs, int room) {
        Map<Target, Set<JobArn>> dropped = jobs.values().stream()
                .flatMap(own -> own.rows().stream())
                .filter(row -> !TargetJobs.isActive(row))
                .sorted(ORDER)
                .skip(room)
                .collect(groupingBy(TrackedJob::target, mapping(TrackedJob::arn, toSet())));
        Map<Target, TargetJobs> left = new HashMap<>(jobs);
        dropped.forEach((target, arns) ->
                left.computeIfPresent(target, (same, own) -> own.only(row -> !arns.contains(row.arn()))));
        return new Shown(left, dropped.entrySet().stream().collect(toMap(Map.Entry::getKey, own ->
                (long) own.getValue().size())));
    }

    private static Instant orderedBy(TrackedJob row) {
        Instant endedAt = row.job().endedAt();
        return endedAt == null ? row.job().changedAt() : endedAt;
    }
}
