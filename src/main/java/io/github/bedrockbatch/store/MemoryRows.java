package io.github.bedrockbatch.store;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.CycleRecord;
import io.github.bedrockbatch.journal.JobWrite;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.RecordResult;
import io.github.bedrockbatch.journal.Retention;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TotalKey;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** All but the journal, in memory. Its store takes care that one thread at a time is in it. */
final class MemoryRows {
    private final Map<JobArn, TrackedJob> jobs = new HashMap<>();
    private final Map<JobArn, Tombstone> tombstones = new HashMap<>();
    private final Map<JobArn, Versioned> lookups = new HashMap<>();
    private final Map<Target, Map<String, WalkProgress>> walks = new HashMap<>();
    private final Map<Target, Instant> lastSuccess = new HashMap<>();
    private long head;

    /** A lookup with the number of the recording that wrote it. */
    private record Versioned(LookupStatus lookup, long version) {
        JobArn arn() {
            return lookup.arn();
        }
    }

    TargetState load(Target target) {
        return new TargetState(
                of(target, jobs.values().stream().filter(RetentionRules::isOpen).toList(), identity(), TrackedJob::arn),
                Map.of(),
                of(target, lookups.values(), Versioned::lookup, LookupStatus::arn),
                walks.getOrDefault(target, Map.of()),
                lastSuccess.get(target));
    }

    KnownJobs known(Target target, Collection<JobArn> asked) {
        List<JobArn> arns =
                asked.stream().filter(arn -> Target.of(arn).equals(target)).toList();
        Map<JobArn, TrackedJob> rows = new HashMap<>(jobs);
        rows.keySet().retainAll(arns);
        Map<JobArn, Tombstone> buried = new HashMap<>(tombstones);
        buried.keySet().retainAll(arns);
        return new KnownJobs(rows, buried);
    }

    long head() {
        return head;
    }

    Changes changesSince(long number, long lastEntry, Map<TotalKey, Long> totals) {
        List<TrackedJob> newerJobs = jobs.values().stream()
                .filter(row -> row.version() > number)
                .sorted(comparingLong(TrackedJob::version).thenComparing(TrackedJob::arn))
                .toList();
        List<LookupStatus> newerLookups = lookups.values().stream()
                .filter(row -> row.version() > number)
                .sorted(comparingLong(Versioned::version).thenComparing(Versioned::arn))
                .map(Versioned::lookup)
                .toList();
        return new Changes(head, lastEntry, newerJobs, newerLookups, lastSuccess, totals, Set.of());
    }

    RecordResult record(CycleRecord cycle, MemoryJournal journal) {
        long version = head + 1;
        Set<JobArn> conflicts = new HashSet<>();
        for (JobWrite write : cycle.jobs()) {
            if (!write(write.row(), version)) {
                conflicts.add(write.row().arn());
                continue;
            }
            write.events().forEach(journal::append);
        }
        cycle.lookups().forEach(lookup -> write(lookup, version));
        Map<String, WalkProgress> walked = walks.computeIfAbsent(cycle.target(), target -> new HashMap<>());
        cycle.walks().forEach(walk -> walked.merge(walk.watch(), walk, later(WalkProgress::completedWalkAt)));
        if (cycle.succeededAt() != null) {
            lastSuccess.put(cycle.target(), cycle.succeededAt());
            head = version;
        }
        return new RecordResult(head, conflicts);
    }

    int prune(Retention retention, int limit) {
        List<TrackedJob> outlived = jobs.values().stream()
                .filter(row -> isBefore(row, retention.jobsBefore()))
                .sorted(comparing(MemoryRows::age).thenComparing(TrackedJob::arn))
                .limit(limit)
                .toList();
        outlived.forEach(this::bury);
        List<JobArn> faded = tombstones.values().stream()
                .filter(tombstone -> tombstone.changedAt().isBefore(retention.tombstonesBefore()))
                .sorted(comparing(Tombstone::changedAt).thenComparing(Tombstone::arn))
                .map(Tombstone::arn)
                .limit(limit - outlived.size())
                .toList();
        faded.forEach(tombstones::remove);
        return outlived.size() + faded.size();
    }

    private boolean write(TrackedJob row, long version) {
        TrackedJob present = jobs.get(row.arn());
        if (row.version() != (present == null ? 0 : present.version())) {
            return false;
        }
        tombstones.remove(row.arn());
        jobs.put(row.arn(), row.withVersion(version));
        head = version;
        return true;
    }

    /** A lookup that says nothing new takes no number. */
    private void write(LookupStatus lookup, long version) {
        Versioned present = lookups.get(lookup.arn());
        if (present == null || !present.lookup().equals(lookup)) {
            lookups.put(lookup.arn(), new Versioned(lookup, version));
            head = version;
        }
    }

    private void bury(TrackedJob row) {
        jobs.remove(row.arn());
        lookups.remove(row.arn());
        tombstones.put(row.arn(), Tombstone.of(row.job()));
    }

    private static boolean isBefore(TrackedJob row, Instant bound) {
        Instant from = RetentionRules.prunableFrom(row);
        return from != null && from.isBefore(bound);
    }

    private static Instant age(TrackedJob row) {
        Instant from = RetentionRules.prunableFrom(row);
        return from == null ? Instant.MAX : from;
    }

    private static <R, V> Map<JobArn, V> of(
            Target target, Collection<R> rows, Function<R, V> value, Function<V, JobArn> arn) {
        return rows.stream()
                .map(value)
                .filter(row -> Target.of(arn.apply(row)).equals(target))
                .collect(toMap(arn, identity()));
    }

    /** The newcomer, unless it is of an earlier time than what is there. */
    private static <T> BinaryOperator<T> later(Function<T, Instant> time) {
        return (present, newcomer) -> time.apply(newcomer).isBefore(time.apply(present)) ? present : newcomer;
    }
}
