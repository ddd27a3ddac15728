package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.CycleRecord;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.RecordResult;
import io.github.bedrockbatch.journal.Retention;
import io.github.bedrockbatch.journal.StoreView;
import io.github.bedrockbatch.journal.TargetState;
import java.util.List;

/** A store that lives as long as the process: after a restart, counts begin anew. */
public final class MemoryStore implements JobStore {
    private final MemoryRows rows = new MemoryRows();
    private final MemoryJournal journal = new MemoryJournal();

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
    public synchronized RecordResult record(CycleRecord cycle) {
        return rows.record(cycle, journal);
    }

    @Override
    public synchronized StoreView viewSince(long number) {
        return rows.viewSince(number, journal.totals());
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
    public synchronized long cursor(String reader) {
        return journal.cursor(reader);
    }

    @Override
    public synchronized void moveCursor(String reader, long number) {
        journal.moveCursor(reader, number);
    }

    @Override
    public synchronized long pending(String reader) {
        return journal.pending(reader);
    }

    /** Keeps what it holds, so that it can be read to the end. */
    @Override
    public void close() {}
}
