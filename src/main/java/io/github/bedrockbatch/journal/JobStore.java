package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where jobs, the journal and its totals are kept. Every method is one transaction; methods may be called from any thread.
 *
 * <p>Each recording that changes a row, a lookup, a total or a target's last success takes the next number from one head,
 * and journal entries are numbered likewise. Numbers are gapless and visible in order: what has a number at most n does not
 * change once n is seen.
 */
public interface JobStore extends Journal, AutoCloseable {
    /**
     * Opens the store and brings it to the present version.
     *
     * @throws StoreException if it cannot be used, with a message that says what to do
     */
    void open();

    /** Returns whether the store can be read and written now. */
    boolean check();

    /**
     * Reads what a cycle of a target needs: open rows, the lookups of open jobs, failed lookups, and walks. It never reads
     * finished jobs or tombstones.
     */
    TargetState load(Target target);

    /** Reads the rows and tombstones of jobs of one target, open ones too. */
    KnownJobs known(Target target, Collection<JobArn> arns);

    /** Reads what {@link #load} does, and what is known of jobs besides, in one or two transactions. */
    default TargetState load(Target target, Collection<JobArn> arns) {
        TargetState state = load(target);
        Set<JobArn> others = new HashSet<>(arns);
        others.removeAll(state.jobs().keySet());
        return others.isEmpty() ? state : state.with(known(target, others));
    }

    /**
     * Records what a cycle, a refresh or a reading of manifests found. A row whose version is no longer the store's is skipped with
     * its events. All other rows are written, and the totals count their events. If a recording writes one job several times, only
     * the first write counts. A total that would exceed a long stays at the maximum. Models beyond the first
     * {@link Models#MAX_MODELS} of a target are counted as {@link Models#OTHER}.
     *
     * @throws LeaseLostException if the lease of the recording is no longer held. Nothing is written then
     */
    RecordResult record(Recording recording);

    /** Returns the leases of the processes that share the store; empty where one process has it for itself. */
    default Optional<Leases> leases() {
        return Optional.empty();
    }

    /** Returns how far this machine's clock is ahead of the store's; empty where they are one, or that is not known. */
    default Optional<Duration> clockSkew() {
        return Optional.empty();
    }

    /** Returns how many bytes a store in a file takes on its disk; empty where it is in none, or that cannot be told. Never waits. */
    default OptionalLong size() {
        return OptionalLong.empty();
    }

    /**
     * Reads what was written after a number (0: everything), in one snapshot. It costs what it returns. The head is below the number if
     * the store has lost what it had written, as a database may at a failover.
     */
    Changes changesSince(long number);

    /**
     * Runs {@code wakeUp} after each commit that moved the head, on the thread that committed. Where other processes share the store,
     * {@code wakeUp} also runs within a second after their commits, and sometimes without one. It must not block. An exception of it is
     * logged, because the commit stays in force.
     */
    void follow(Runnable wakeUp);

    /**
     * Deletes what has outlived its retention: at most {@code limit} rows and as many journal entries. Totals do not change. A
     * deleted row leaves a tombstone. A failed lookup is deleted once its job has no row. An entry is deleted only after every
     * cursor has passed it.
     *
     * @return how many rows and entries were deleted; fewer than {@code limit} when none are left to delete
     */
    int prune(Retention retention, int limit);

    @Override
    void close();

    /**
     * What may be deleted.
     *
     * @param jobsBefore settled jobs that ended, were given up or were abandoned, and were seen so, before it
     * @param journalBefore entries seen before it
     * @param tombstonesBefore tombstones of jobs that last changed before it
     * @param named jobs whose tombstones stay, because AWS shows a job that is asked for by its name for ever. Their lookups stay
     *     until a row of theirs is pruned
     */
    record Retention(Instant jobsBefore, Instant journalBefore, Instant tombstonesBefore, Set<JobArn> named) {
        public Retention {
            named = Set.copyOf(named);
        }
    }

    /**
     * What a recording did.
     *
     * @param head the number of the newest change in the store
     * @param conflicts jobs whose rows another process had changed. They were not written and need another request
     */
    record RecordResult(long head, Set<JobArn> conflicts) {
        public RecordResult {
            conflicts = Set.copyOf(conflicts);
        }
    }
}
