package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.EventTotals;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store of which only the view is real: rows are put in, and are seen once by whoever asks for what is new. */
public final class FakeStore implements JobStore {
    private final List<TrackedJob> rows = new ArrayList<>();
    private final Map<LookupStatus, Long> lookups = new HashMap<>();
    private final Map<Target, Instant> successes = new HashMap<>();
    private final Map<Target, PollIntervals> intervals = new HashMap<>();
    private final Map<Total.Key, Long> totals = new HashMap<>();
    private final Set<Total.Key> badTotals = new HashSet<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private long head;
    private boolean broken;

    public synchronized FakeStore put(TrackedJob row, JournalEvent... events) {
        rows.add(row.withVersion(++head));
        EventTotals.of(new JobWrite(row, List.of(events)))
                .forEach((key, amount) -> totals.merge(key, amount, EventTotals::sum));
        return this;
    }

    public synchronized FakeStore put(LookupStatus lookup) {
        lookups.put(lookup, ++head);
        return this;
    }

    public synchronized FakeStore succeeded(Target target, Instant at) {
        successes.put(target, at);
        head++;
        return this;
    }

    public synchronized FakeStore add(Total.Key total, long amount) {
        totals.merge(total, amount, EventTotals::sum);
        head++;
        return this;
    }

    public synchronized FakeStore paced(Target target, PollIntervals paced) {
        intervals.put(target, paced);
        head++;
        return this;
    }

    /** Makes a total one that cannot be true. */
    public synchronized FakeStore spoil(Total.Key total) {
        totals.remove(total);
        badTotals.add(total);
        return this;
    }

    public synchronized void breakDown() {
        broken = true;
    }

    /** Wakes the followers. */
    public void wake() {
        followers.forEach(Runnable::run);
    }

    @Override
    public synchronized Changes changesSince(long number) {
        if (broken) {
            throw new StoreException("store: broken for the test");
        }
        List<LookupStatus> newer = lookups.entrySet().stream()
                .filter(entry -> entry.getValue() > number)
                .map(Map.Entry::getKey)
                .toList();
        return new Changes(
                head,
                0,
                rows.stream().filter(row -> row.version() > number).toList(),
                newer,
                successes,
                intervals,
                totals,
                badTotals);
    }

    @Override
    public void open() {}

    @Override
    public boolean check() {
        return !broken;
    }

    @Override
    public TargetState load(Target target) {
        throw new StoreException("store: of it only the view is real");
    }

    @Override
    public KnownJobs known(Target target, Collection<JobArn> arns) {
        throw new UnsupportedOperationException("known");
    }

    @Override
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    @Override
    public RecordResult record(Recording cycle) {
        throw new UnsupportedOperationException("record");
    }

    @Override
    public int prune(Retention retention, int limit) {
        throw new UnsupportedOperationException("prune");
    }

    @Override
    public List<JournalEntry> read(long after, int limit) {
        throw new UnsupportedOperationException("read");
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        return List.of();
    }

    @Override
    public long cursor(String reader) {
        throw new UnsupportedOperationException("cursor");
    }

    @Override
    public void moveCursor(String reader, long number) {
        throw new UnsupportedOperationException("moveCursor");
    }

    @Override
    public void close() {}
}
