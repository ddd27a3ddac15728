package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.CycleRecord;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobWrite;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.WalkProgress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records what a cycle found, in as many steps as it takes. Rows that another writer has changed are judged again. */
final class CycleRecorder {
    private static final int MAX_ATTEMPTS = 3;

    private final Target target;
    private final JobStore store;
    private final CycleListener listener;
    private final Set<JobArn> conflicts = new HashSet<>();
    private TargetState current;
    private @Nullable StoreException listenerFailure;

    /** Judges what is known of jobs against their rows. */
    interface Judge {
        /** Returns what is to be written of these jobs. */
        List<JobWrite> writes(TargetState current, Set<JobArn> arns);
    }

    CycleRecorder(Target target, JobStore store, CycleListener listener, TargetState state) {
        this.target = target;
        this.store = store;
        this.listener = listener;
        this.current = state;
    }

    /** Takes what was learned of the store since. */
    void knows(TargetState state) {
        current = state;
    }

    /** Records jobs in the middle of a cycle, or after it. Does nothing where nothing is to be written. */
    void jobs(Set<JobArn> arns, Judge judge) {
        List<JobWrite> writes = judge.writes(current, arns);
        if (!writes.isEmpty()) {
            record(new CycleRecord(target, writes, List.of(), List.of(), null), judge);
            current = store.load(target, current.jobs().keySet());
        }
    }

    /** Records all that a cycle found, and how far it came. */
    void cycle(
            Set<JobArn> arns,
            Judge judge,
            List<LookupStatus> lookups,
            List<WalkProgress> walks,
            @Nullable Instant lastSuccess) {
        record(new CycleRecord(target, judge.writes(current, arns), lookups, walks, lastSuccess), judge);
    }

    /** Returns the jobs that could not be recorded, because another writer was first each time. */
    Set<JobArn> conflicts() {
        return conflicts;
    }

    /** Returns the first failure of the listener; null when there was none. */
    @Nullable
    StoreException listenerFailure() {
        return listenerFailure;
    }

    private void record(CycleRecord cycle, Judge judge) {
        Set<JobArn> open = store.record(cycle).conflicts();
        for (int attempt = 2; !open.isEmpty() && attempt <= MAX_ATTEMPTS; attempt++) {
            current = store.load(target, open);
            CycleRecord again = new CycleRecord(target, judge.writes(current, open), List.of(), List.of(), null);
            open = store.record(again).conflicts();
        }
        conflicts.addAll(open);
        tell();
    }

    /** Keeps what goes wrong with the listener: what is recorded is recorded, and the cycle goes on. */
    private void tell() {
        try {
            listener.recorded(target);
        } catch (StoreException e) {
            listenerFailure = listenerFailure == null ? e : listenerFailure;
        }
    }
}
