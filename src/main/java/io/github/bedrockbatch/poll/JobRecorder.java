package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.Lease;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.WalkProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records what was found of the jobs of a target, in as many steps as it takes. Rows that another writer has changed are
 * read and judged again. Not thread-safe.
 */
public final class JobRecorder {
    private static final int MAX_ATTEMPTS = 10;

    private final Target target;
    private final JobStore store;
    private final @Nullable Lease lease;
    private final Set<JobArn> conflicts = new HashSet<>();
    private TargetState state;

    /** Judges what is known of a job against its row. */
    @FunctionalInterface
    public interface Judge {
        /** Returns what is to be written of the job; null for nothing. */
        @Nullable
        JobWrite judge(TargetState state, JobArn arn);
    }

    /**
     * Begins with what was loaded of the target.
     *
     * @param lease without which nothing is recorded; null where none is needed
     */
    public JobRecorder(Target target, JobStore store, @Nullable Lease lease, TargetState state) {
        this.target = target;
        this.store = store;
        this.lease = lease;
        this.state = state;
    }

    /** Returns what is known of the target, with what was recorded here. */
    TargetState state() {
        return state;
    }

    /** Returns the jobs that could not be recorded when that was last tried, because another writer was first each time. */
    Set<JobArn> conflicts() {
        return Set.copyOf(conflicts);
    }

    /** Reads what is known of jobs that are not known here. */
    void learn(Collection<JobArn> arns) {
        Set<JobArn> others = new HashSet<>(arns);
        others.removeAll(state.jobs().keySet());
        others.removeAll(state.tombstones().keySet());
        if (!others.isEmpty()) {
            state = state.with(store.known(target, others));
        }
    }

    /** Records jobs, and returns what was written of them. */
    public List<JobWrite> record(Set<JobArn> arns, Judge judge) {
        return record(arns, judge, List.of(), List.of(), null);
    }

    /** Records jobs and how far a cycle came, and returns what was written of the jobs. */
    List<JobWrite> record(
            Set<JobArn> arns,
            Judge judge,
            List<LookupStatus> lookups,
            List<WalkProgress> walks,
            @Nullable Instant lastSuccess) {
        List<JobWrite> written = new ArrayList<>();
        Set<JobArn> open =
                write(new Recording(target, judged(arns, judge), lookups, walks, lastSuccess, lease), written);
        for (int attempt = 2; !open.isEmpty() && attempt <= MAX_ATTEMPTS; attempt++) {
            state = state.reread(open, store.known(target, open));
            open = write(new Recording(target, judged(open, judge), List.of(), List.of(), null, lease), written);
        }
        conflicts.removeAll(arns);
        conflicts.addAll(open);
        return written;
    }

    /** Records intervals that differ from those of the store. Where jobs never made a difference, the store has none. */
    void record(PollIntervals intervals) {
        PollIntervals before = state.intervals();
        if (before == null ? intervals.areAdaptive() : !intervals.equals(before)) {
            var _ = store.record(Recording.of(target, intervals, lease));
        }
    }

    private List<JobWrite> judged(Set<JobArn> arns, Judge judge) {
        return arns.stream()
                .map(arn -> judge.judge(state, arn))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(write -> write.row().arn()))
                .toList();
    }

    /** Returns the jobs whose rows had moved on. */
    private Set<JobArn> write(Recording recording, List<JobWrite> written) {
        if (recording.isEmpty()) {
            return Set.of();
        }
        RecordResult result = store.record(recording);
        state = state.after(recording, result);
        recording.jobs().stream()
                .filter(write -> !result.conflicts().contains(write.row().arn()))
                .forEach(written::add);
        return result.conflicts();
    }
}
