package io.github.bedrockbatch.store;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** All but the journal, in memory. Its store takes care that one thread at a time is in it. */
final class MemoryRows {
    private final Map<JobArn, TrackedJob> jobs = new HashMap<>();
    private final Map<JobArn, Tombstone> tombstones = new HashMap<>();
    private final Map<JobArn, Versioned<LookupStatus>> lookups = new HashMap<>();
    private final Map<Target, Versioned<Instant>> lastSuccess = new HashMap<>();
    private final Map<Target, Versioned<PollIntervals>> intervals = new HashMap<>();
    private final Map<Target, Wanted> wanted = new HashMap<>();
    private long head;

    /** What a cycle of one target has to know: open jobs, those whose lookup failed, and walks. */
    private record Wanted(Set<JobArn> open, Set<JobArn> failed, Map<String, WalkProgress> walks) {
        Wanted() {
            this(new HashSet<>(), new HashSet<>(), new HashMap<>());
        }
    }

    TargetState load(Target target) {
        Wanted cycle = of(target);
        Set<JobArn> looked = new HashSet<>(cycle.open);
        looked.addAll(cycle.failed);
        Versioned<Instant> success = lastSuccess.get(target);
        Map<JobArn, LookupStatus> statuses = new HashMap<>();
        among(looked, lookups).forEach((arn, lookup) -> statuses.put(arn, lookup.value()));
        Versioned<PollIntervals> paced = intervals.get(target);
        return new TargetState(
                among(cycle.open, jobs),
                Map.of(),
                statuses,
                cycle.walks,
                success == null ? null : success.value(),
                paced == null ? null : paced.value());
    }

    KnownJobs known(Target target, Collection<JobArn> asked) {
        Set<JobArn> arns = new HashSet<>(asked);
        arns.removeIf(arn -> !Target.of(arn).equals(target));
        return new KnownJobs(among(arns, jobs), among(arns, tombstones));
    }

    long head() {
        return head;
    }

    Changes changesSince(long number, MemoryJournal journal) {
        List<TrackedJob> newerJobs = jobs.values().stream()
                .filter(row -> row.version() > number)
                .sorted(comparingLong(TrackedJob::version).thenComparing(TrackedJob::arn))
                .toList();
        List<LookupStatus> newerLookups = lookups.values().stream()
                .filter(row -> row.version() > number)
                .sorted(comparingLong(Versioned<LookupStatus>::version)
                        .thenComparing(row -> row.value().arn()))
                .map(Versioned::value)
                .toList();
        return new Changes(
                head,
                journal.last(),
                newerJobs,
                newerLookups,
                sinceEither(lastSuccess, number),
                sinceEither(intervals, number),
                journal.totalsSince(number),
                Set.of());
    }

    /** Returns what is known of the targets whose row has changed: success and intervals are in one. */
    private <T> Map<Target, T> sinceEither(Map<Target, Versioned<T>> values, long number) {
        Set<Target> changed = new HashSet<>(Versioned.since(lastSuccess, number).keySet());
        changed.addAll(Versioned.since(intervals, number).keySet());
        return Versioned.since(values, -1).entrySet().stream()
                .filter(entry -> changed.contains(entry.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    RecordResult record(Recording cycle, MemoryJournal journal) {
        long version = head + 1;
        Set<JobArn> conflicts = new HashSet<>();
        Set<JobArn> tried = new HashSet<>();
        for (JobWrite write : cycle.jobs()) {
            if (!tried.add(write.row().arn()) || !write(write.row(), version)) {
                conflicts.add(write.row().arn());
                continue;
            }
            write.events().forEach(journal::append);
            journal.count(write, version);
        }
        cycle.lookups().forEach(lookup -> write(lookup, version));
        Map<String, WalkProgress> walks = of(cycle.target()).walks;
        cycle.walks().forEach(walk -> walks.merge(walk.watch(), walk, later(WalkProgress::completedWalkAt)));
        if (cycle.lastSuccess() != null) {
            write(lastSuccess, cycle.target(), cycle.lastSuccess(), version);
        }
        if (cycle.intervals() != null) {
            write(intervals, cycle.target(), cycle.intervals(), version);
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
                .filter(tombstone -> tombstone.changedAt().isBefore(retention.tombstonesBefore())
                        && !retention.named().contains(tombstone.arn()))
                .sorted(comparing(Tombstone::changedAt).thenComparing(Tombstone::arn))
                .map(Tombstone::arn)
                .limit(limit - outlived.size())
                .toList();
        faded.forEach(tombstones::remove);
        List<JobArn> left = lookups.keySet().stream()
                .filter(arn -> of(Target.of(arn)).failed.contains(arn)
                        && !jobs.containsKey(arn)
                        && !retention.named().contains(arn))
                .sorted()
                .limit(limit - outlived.size() - faded.size())
                .toList();
        left.forEach(this::forget);
        return outlived.size() + faded.size() + left.size();
    }

    private boolean write(TrackedJob row, long version) {
        TrackedJob present = jobs.get(row.arn());
        if (row.version() != (present == null ? 0 : present.version())) {
            return false;
        }
        tombstones.remove(row.arn());
        jobs.put(row.arn(), row.withVersion(version));
        mark(of(row.target()).open, row.arn(), RetentionRules.isOpen(row));
        head = version;
        return true;
    }

    private void write(LookupStatus lookup, long version) {
        write(lookups, lookup.arn(), lookup, version);
        mark(of(Target.of(lookup.arn())).failed, lookup.arn(), !lookup.success());
    }

    /** A value that says nothing new takes no number. */
    private <K, T> void write(Map<K, Versioned<T>> rows, K key, T value, long version) {
        Versioned<T> present = rows.get(key);
        if (present == null || !present.value().equals(value)) {
            rows.put(key, new Versioned<>(value, version));
            head = version;
        }
    }

    private void bury(TrackedJob row) {
        jobs.remove(row.arn());
        forget(row.arn());
        of(row.target()).open.remove(row.arn());
        tombstones.put(row.arn(), Tombstone.of(row.job()));
    }

    private void forget(JobArn arn) {
        lookups.remove(arn);
        of(Target.of(arn)).failed.remove(arn);
    }

    private Wanted of(Target target) {
        return wanted.computeIfAbsent(target, none -> new Wanted());
    }

    private static void mark(Set<JobArn> marked, JobArn arn, boolean mark) {
        if (mark) {
            marked.add(arn);
        } else {
            marked.remove(arn);
        }
    }

    private static <V> Map<JobArn, V> among(Set<JobArn> arns, Map<JobArn, V> rows) {
        return arns.stream()
                .filter(rows::containsKey)
                .collect(toMap(identity(), arn -> Objects.requireNonNull(rows.get(arn))));
    }

    private static boolean isBefore(TrackedJob row, Instant bound) {
        Instant from = RetentionRules.prunableFrom(row);
        return from != null && from.isBefore(bound);
    }

    private static Instant age(TrackedJob row) {
        Instant from = RetentionRules.prunableFrom(row);
        return from == null ? Instant.MAX : from;
    }

    /** The newcomer, unless it is of an earlier time than what is there. */
    private static <T> BinaryOperator<T> later(Function<T, Instant> time) {
        return (present, newcomer) -> time.apply(newcomer).isBefore(time.apply(present)) ? present : newcomer;
    }
}
