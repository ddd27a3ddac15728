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
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.store.Mishap.Call;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** A store with a mishap that may befall any call as a whole. */
public final class MishapStore implements JobStore {
    private final JobStore store;
    private final Mishap mishap;

    public MishapStore(JobStore store, Mishap mishap) {
        this.store = store;
        this.mishap = mishap;
    }

    @Override
    public void open() {
        change(() -> {
            store.open();
            return true;
        });
    }

    @Override
    public boolean check() {
        return store.check();
    }

    @Override
    public TargetState load(Target target) {
        return call(Call.READ, () -> store.load(target));
    }

    @Override
    public RecordResult record(Recording cycle) {
        return change(() -> store.record(cycle));
    }

    @Override
    public Changes changesSince(long number) {
        return call(Call.READ, () -> store.changesSince(number));
    }

    @Override
    public int prune(Retention retention, int limit) {
        return change(() -> store.prune(retention, limit));
    }

    @Override
    public List<JournalEntry> read(long after, int limit) {
        return call(Call.READ, () -> store.read(after, limit));
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        return call(Call.READ, () -> store.latest(filter, before, limit));
    }

    @Override
    public long cursor(String reader) {
        return call(Call.READ, () -> store.cursor(reader));
    }

    @Override
    public void moveCursor(String reader, long number) {
        change(() -> {
            store.moveCursor(reader, number);
            return true;
        });
    }

    @Override
    public KnownJobs known(Target target, Collection<JobArn> arns) {
        return call(Call.READ, () -> store.known(target, arns));
    }

    @Override
    public void follow(Runnable follower) {
        store.follow(follower);
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> T change(Supplier<T> call) {
        return call(Call.COMMIT, call);
    }

    private <T> T call(Call kind, Supplier<T> call) {
        return switch (mishap.befalls(kind)) {
            case null -> call.get();
            case FAILS_AFTERWARDS -> throw new StoreException("a mishap befell it after it had given " + call.get());
            case FAILS, FAILS_AND_ROLLS_BACK, DIES -> throw new StoreException("a mishap befell it");
        };
    }
}
