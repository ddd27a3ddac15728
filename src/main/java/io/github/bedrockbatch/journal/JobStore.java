package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Target;

/**
 * Where jobs, the journal and its totals are kept. Every method is one transaction; methods may be called from any thread.
 *
 * <p>Rows and journal entries are numbered from one head, gapless and visible in order: what has a number at most n does
 * not change once n is seen.
 */
public interface JobStore extends Journal, AutoCloseable {
    /**
     * Opens the store and brings it to the present version.
     *
     * @throws StoreException if it cannot be used, with a message that says what to do
     */
    void open();

    /** Whether the store can be read and written now. */
    boolean check();

    /** Reads what is known of one target. */
    TargetState load(Target target);

    /**
     * Records a cycle. A row whose version is no longer the store's is left out with its events, the others are written;
     * the totals count each event that was. A total that would be too large for a long stays the largest one, and models
     * beyond the first {@link Models#MAX_MODELS} of a target are counted as {@link Models#OTHER}.
     */
    RecordResult record(CycleRecord cycle);

    /** Reads what was written after a number (0: everything), and the totals, in one snapshot. */
    StoreView viewSince(long number);

    /**
     * Forgets what has outlived its retention, at most {@code limit} rows and as many entries, and moves no total.
     * A job's row leaves a tombstone; no entry goes before every cursor has passed it.
     *
     * @return how many rows and entries were removed; fewer than {@code limit} when there are no more
     */
    int prune(Retention retention, int limit);

    @Override
    void close();
}
