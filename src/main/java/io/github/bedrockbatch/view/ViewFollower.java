package io.github.bedrockbatch.view;

import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.FollowerThread;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the view of a store and advances it whenever the store changes, on a thread of its own. While the store cannot be
 * read the view stays as it is, and reading is retried. Thread-safe.
 */
public final class ViewFollower implements AutoCloseable {
    private static final int BATCH = 500;

    private final JobStore store;
    private final InstantSource clock;
    private final Listener listener;
    private final FollowerThread follower = new FollowerThread("view", this::follow);
    private volatile ViewRules rules;
    private volatile boolean outdated;
    private volatile @Nullable JobsView view;
    private volatile Instant upToDate = Instant.MIN;
    private volatile boolean failing;

    /** Is told how a view is advanced. */
    public interface Listener {
        /** Called when the view holds these changes. The first call is on the thread that restores. */
        void advanced(Changes changes);

        /** Called when the view could not be advanced, usually because the store could not be read. It is retried. */
        void failed(RuntimeException cause);
    }

    /** Holds no view yet. */
    public ViewFollower(JobStore store, ViewRules rules, InstantSource clock, Listener listener) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.listener = listener;
    }

    /** Returns the view; empty before {@link #restore()} has returned. */
    public Optional<JobsView> view() {
        return Optional.ofNullable(view);
    }

    /** Returns which jobs of the store are held. */
    public ViewRules rules() {
        return rules;
    }

    /**
     * Holds jobs by other rules. If finished jobs are kept for longer or shorter, the store is read again, and until that is done the view
     * stays as it is.
     */
    public void use(ViewRules next) {
        boolean same = rules.terminalRetention().equals(next.terminalRetention());
        rules = next;
        if (!same) {
            outdated = true;
            follower.wake();
        }
    }

    /** Returns how long ago the view was up to date with the store; zero while it is. */
    public Duration age() {
        Duration age = Duration.between(upToDate, clock.instant());
        return failing && !age.isNegative() ? age : Duration.ZERO;
    }

    /**
     * Reads all that the store has, and follows it from then on.
     *
     * @throws StoreException if the store cannot be read
     */
    public void restore() {
        advance();
        store.follow(follower::wake);
        follower.start();
    }

    /** Stops following, without a wait for an advance that is under way. */
    @Override
    public void close() {
        var _ = follower.close(Duration.ZERO);
    }

    private boolean follow() {
        try {
            advance();
            return true;
        } catch (RuntimeException e) {
            failing = true;
            listener.failed(e);
            return false;
        }
    }

    private void advance() {
        boolean anew = outdated;
        outdated = false;
        try {
            advance(anew ? JobsView.EMPTY : view().orElse(JobsView.EMPTY));
        } catch (RuntimeException e) {
            outdated = outdated || anew;
            throw e;
        }
    }

    private void advance(JobsView before) {
        JobsView current = before;
        Changes changes = store.changesSince(current.head());
        if (changes.head() < current.head()) {
            // The database lost commits, as at a failover to a server that lacked them. What is shown of them goes.
            current = JobsView.EMPTY;
            changes = store.changesSince(0);
        }
        Instant now = clock.instant();
        JobsView next = current.advancedBy(changes, rules, now);
        view = withTransitions(next, current.lastEntry(), now);
        upToDate = now;
        failing = false;
        listener.advanced(changes);
    }

    /** Counts what came after an entry, and in the last 24 hours: newest first, so that no older one is read. */
    private JobsView withTransitions(JobsView next, long after, Instant now) {
        JobsView counted = next.withEntries(List.of(), now);
        long before = next.lastEntry() + 1;
        boolean more = before > after + 1;
        while (more) {
            List<JournalEntry> batch = store.latest(EntryFilter.ALL, before, BATCH);
            counted = counted.withEntries(
                    batch.stream().filter(entry -> entry.number() > after).toList(), now);
            more = batch.size() == BATCH && HourlyTransitions.counts(batch.getLast(), now);
            before = batch.isEmpty() ? before : batch.getLast().number();
        }
        return counted;
    }
}
