package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.TargetState;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A model of a store, without a database: what the real ones are compared with. It keeps what it holds when it is closed, as a
 * file does.
 */
public final class MemoryStore implements JobStore {
    private final MemoryRows rows = new MemoryRows();
    private final MemoryJournal journal = new MemoryJournal();
    private final List<Runnable> wakeUps = new CopyOnWriteArrayList<>();

    /** An empty store. */
    public MemoryStore() {}

    /** Has nothing to open. */
    @Override
    public void open() {}

    @Override
    public boolean check() {
        return true;
    }

    @Override
    public synchronized TargetState load(Target target) {
        return rows.load(target);
    }

    @Override
    public synchronized KnownJobs known(Target target, Collection<JobArn> arns) {
        return rows.known(target, arns);
    }

    @Override
    public RecordResult record(Recording cycle) {
        long before;
        RecordResult result;
        synchronized (this) {
            before = rows.head();
            result = rows.record(cycle, journal);
        }
        if (result.head() > before) {
            wakeUps.forEach(MemoryStore::run);
        }
        return result;
    }

    @Override
    public void follow(Runnable wakeUp) {
        wakeUps.add(wakeUp);
    }

    private static void run(Runnable wakeUp) {
        try {
            wakeUp.run();
        } catch (RuntimeException mustNotThrow) {
            return;
        }
    }

    @Override
    public synchronized Changes changesSince(long number) {
        return rows.changesSince(number, journal);
    }

    @Override
    public synchronized int prune(Retention retention, int limit) {
        return rows.prune(retention, limit) + journal.prune(retention.journalBefore(), limit);
    }

    @Override
    public synchronized List<JournalEntry> read(long after, int limit) {
        return journal.read(after, limit);
    }

    @Override
    public synchronized List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        return journal.latest(filter, before, limit);
    }

    @Override
    public synchronized long cursor(String reader) {
        return journal.cursor(reader);
    }

    @Override
    public synchronized void moveCursor(String reader, long number) {
        journal.moveCursor(reader, number);
    }

    /** Keeps what it holds, so that it can be read to the end. */
    @Override
    public void close() {}
}
