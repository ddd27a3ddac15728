package io.github.bedrockbatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes the leases of this process. A thread of its own renews them while they are in use. When the process is frozen, the thread stops
 * too, and the leases pass to other processes. Thread-safe.
 */
public final class LeaseHolder implements AutoCloseable {
    /** How long a lease outlives its holder. */
    static final Duration DURATION = Duration.ofSeconds(10);

    /** One that fails within a second or two is tried again before a lease ends. */
    private static final Duration RENEWAL = Duration.ofMillis(2_500);

    private static final Duration RETRY = Duration.ofMillis(250);

    private final Leases leases;
    private final String name;
    private final InstantSource steady;
    private final Set<Tenure> tenures = ConcurrentHashMap.newKeySet();
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Thread renewal = Thread.ofVirtual().name("lease-renewal").unstarted(this::renewUntilClosed);

    /**
     * Holds nothing yet.
     *
     * @param name of this process, which no other has
     * @param steady a clock that never jumps
     */
    public LeaseHolder(Leases leases, String name, InstantSource steady) {
        this.leases = leases;
        this.name = name;
        this.steady = steady;
    }

    /** Returns the holder of all leases of a store that one process has for itself. */
    public static LeaseHolder ofSoleProcess(InstantSource steady) {
        return new LeaseHolder(new SoleLeases(steady), "", steady);
    }

    /** Begins to renew what is held. */
    public void start() {
        if (leases.areShared()) {
            renewal.start();
        }
    }

    /** Returns whether other processes may take leases too. */
    public boolean isShared() {
        return leases.areShared();
    }

    /**
     * Returns the lock by which this process does one thing at a time under a lease. It is the same for as long as the process lives, so that
     * what goes on under a configuration that was replaced never overlaps what is done under the next one.
     */
    public ReentrantLock turn(String lease) {
        return turns.computeIfAbsent(lease, absent -> new ReentrantLock());
    }

    /** Returns whether this process holds a lease, from memory. */
    public boolean holds(String lease) {
        return tenures.stream().anyMatch(tenure -> tenure.lease().name().equals(lease) && tenure.isFresh());
    }

    /**
     * Takes a lease, unless another process holds it.
     *
     * @throws StoreException if the store cannot be written
     */
    public Optional<Tenure> take(String lease) {
        Instant asked = steady.instant();
        return leases.take(lease, name, DURATION).map(taken -> new Tenure(taken, asked));
    }

    /**
     * Takes a lease once no other process holds it.
     *
     * @param patience how long to wait at most
     * @return empty if it was held all the time
     * @throws StoreException if the store cannot be written
     */
    public Optional<Tenure> await(String lease, Duration patience) throws InterruptedException {
        Instant end = steady.instant().plus(patience);
        Optional<Tenure> taken = take(lease);
        while (taken.isEmpty() && steady.instant().isBefore(end)) {
            Thread.sleep(RETRY);
            taken = take(lease);
        }
        return taken;
    }

    /** Renews nothing any more. What is held ends by itself unless it is ended. */
    @Override
    public void close() {
        renewal.interrupt();
    }

    private void renewUntilClosed() {
        try {
            while (true) {
                Thread.sleep(RENEWAL);
                renew();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Renews what is held, as its thread does again and again. What cannot be renewed now may be a little later, or ends. */
    public void renew() {
        List<Tenure> held = List.copyOf(tenures);
        Instant asked = steady.instant();
        try {
            if (!held.isEmpty()) {
                List<Lease> renewed =
                        leases.renew(held.stream().map(Tenure::lease).toList(), DURATION);
                held.stream()
                        .filter(tenure -> renewed.contains(tenure.lease()))
                        .forEach(tenure -> tenure.renewed = asked);
            }
        } catch (RuntimeException tried) {
            // Whoever holds the lease asks the store before it goes on, and tells.
            return;
        }
    }

    /** A lease that was taken, until it ends. Thread-safe. */
    public final class Tenure implements AutoCloseable {
        private final Lease lease;
        private volatile Instant renewed;

        private Tenure(Lease lease, Instant asked) {
            this.lease = lease;
            this.renewed = asked;
            tenures.add(this);
        }

        /** Returns the lease. */
        public Lease lease() {
            return lease;
        }

        /** Returns the lease without which a recording is to be refused; null where none can be lost. */
        public @Nullable Lease fence() {
            return leases.areShared() ? lease : null;
        }

        /** Returns what the holder before left. */
        public Pace pace() {
            return Objects.requireNonNullElse(lease.pace(), Pace.NONE);
        }

        /**
         * Requires that the lease is still held, by the store's clock.
         *
         * @throws LeaseLostException if it is not
         * @throws StoreException if the store cannot be read
         */
        public void require() {
            boolean held = leases.holds(lease);
            if (!held) {
                tenures.remove(this);
            }
            // The answer may have been on its way for so long that the lease has ended since.
            if (!held || !isFresh()) {
                throw new LeaseLostException(lease.name());
            }
        }

        /** Returns whether it surely is still held if this process was not frozen. Asks nobody. */
        public boolean isFresh() {
            return !leases.areShared() || steady.instant().isBefore(renewed.plus(DURATION));
        }

        /**
         * Ends the lease, so that another process may take it at once. If the store cannot be written it ends by itself.
         *
         * @param left passed to the next holder; null keeps the pace that was passed before
         */
        public void end(@Nullable Pace left) {
            tenures.remove(this);
            // A thread that is interrupted can use no database.
            boolean interrupted = Thread.interrupted();
            try {
                leases.release(lease, left);
            } catch (StoreException tried) {
                // It ends when its time is over.
                return;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** Ends the lease, and leaves what was left before. */
        @Override
        public void close() {
            end(null);
        }
    }
}
