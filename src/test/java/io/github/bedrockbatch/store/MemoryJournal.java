package io.github.bedrockbatch.store;

import static java.util.Comparator.comparing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.EventTotals;
import io.github.bedrockbatch.journal.Journal;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.Total;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The journal in memory, with what it adds up to. Its store takes care that one thread at a time is in it. */
final class MemoryJournal implements Journal {
    private final NavigableMap<Long, JournalEntry> entries = new TreeMap<>();
    private final Map<Total.Key, Versioned<Long>> totals = new HashMap<>();
    private final Map<Target, Models> models = new HashMap<>();
    private final Map<String, Long> cursors = new HashMap<>();
    private long last;

    void append(JournalEvent event) {
        last++;
        entries.put(last, new JournalEntry(last, event));
    }

    /** Adds what a written row counts. */
    void count(JobWrite write, long version) {
        EventTotals.of(write).forEach((key, amount) -> add(key, new Versioned<>(amount, version)));
    }

    private void add(Total.Key key, Versioned<Long> amount) {
        Models placed = models.computeIfAbsent(key.target(), target -> new Models(List.of()));
        totals.merge(
                placed.place(key),
                amount,
                (one, other) -> new Versioned<>(EventTotals.sum(one.value(), other.value()), other.version()));
    }

    /** The totals that changed after a number. */
    Map<Total.Key, Long> totalsSince(long number) {
        return Versioned.since(totals, number);
    }

    @Override
    public List<JournalEntry> read(long after, int limit) {
        return entries.tailMap(after, false).values().stream()
                .limit(Math.max(0, limit))
                .toList();
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        return entries.headMap(before, false).descendingMap().values().stream()
                .filter(entry -> matches(filter, entry.event()))
                .limit(Math.max(0, limit))
                .toList();
    }

    private static boolean matches(EntryFilter filter, JournalEvent event) {
        JobArn job = event.job().arn();
        return allows(filter.arns(), job)
                && allows(filter.accountIds(), job.accountId())
                && allows(filter.regions(), job.region())
                && (event instanceof Transitioned(var transition)
                        ? filter.allows(transition.to())
                        : filter.to().isEmpty() && !filter.onlyTransitions());
    }

    private static <T> boolean allows(Set<T> values, T value) {
        return values.isEmpty() || values.contains(value);
    }

    @Override
    public long cursor(String reader) {
        return cursors.getOrDefault(reader, 0L);
    }

    @Override
    public void moveCursor(String reader, long number) {
        cursors.merge(reader, Math.clamp(number, 0, last), Math::max);
    }

    long last() {
        return last;
    }

    /** Without any cursor, the least one is 0: nothing goes before someone has read it. */
    int prune(Instant before, int limit) {
        long passed = cursors.values().stream().mapToLong(Long::longValue).min().orElse(0);
        List<Long> outlived = entries.headMap(passed, true).values().stream()
                .filter(entry -> RetentionRules.seenAt(entry.event()).isBefore(before))
                .sorted(comparing(entry -> RetentionRules.seenAt(entry.event())))
                .limit(limit)
                .map(JournalEntry::number)
                .toList();
        outlived.forEach(entries::remove);
        return outlived.size();
    }
}
