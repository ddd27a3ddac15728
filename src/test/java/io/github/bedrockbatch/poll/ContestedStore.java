package io.github.bedrockbatch.poll;

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
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TargetState;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A store in which another writer is first with the row of one job, so many times. */
final class ContestedStore implements JobStore {
    private final JobStore store;
    private final JobArn contested;
    private int left;

    ContestedStore(JobStore store, JobArn contested, int times) {
        this.store = store;
        this.contested = contested;
        this.left = times;
    }

    @Override
    public RecordResult record(Recording cycle) {
        if (left == 0) {
            return store.record(cycle);
        }
        List<JobWrite> others = cycle.jobs().stream()
                .filter(write -> !write.row().arn().equals(contested))
                .toList();
        RecordResult result = store.record(new Recording(
                cycle.target(), others, cycle.lookups(), cycle.walks(), cycle.lastSuccess(), cycle.intervals(), null));
        if (others.size() == cycle.jobs().size()) {
            return result;
        }
        left--;
        return new RecordResult(result.head(), Set.of(contested));
    }

    @Override
    public void open() {
        store.open();
    }

    @Override
    public boolean check() {
        return store.check();
    }

    @Override
    public TargetState load(Target target) {
        return store.load(target);
    }

    @Override
    public Changes changesSince(long number) {
        return store.changesSince(number);
    }

    @Override
    public int prune(Retention retention, int limit) {
        return store.prune(retention, limit);
    }

    @Override
    public List<JournalEntry> read(long after, int limit) {
        return store.read(after, limit);
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        return store.latest(filter, before, limit);
    }

    @Override
    public long cursor(String reader) {
        return store.cursor(reader);
    }

    @Override
    public void moveCursor(String reader, long number) {
        store.moveCursor(reader, number);
    }

    @Override
    public KnownJobs known(Target target, Collection<JobArn> arns) {
        return store.known(target, arns);
    }

    @Override
    public void follow(Runnable follower) {
        store.follow(follower);
    }

    @Override
    public void close() {
        store.close();
    }
}
