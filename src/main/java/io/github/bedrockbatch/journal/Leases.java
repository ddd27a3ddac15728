package io.github.bedrockbatch.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leases among the processes that share a store. The store's clock decides when one ends. Implementations are thread-safe. */
public interface Leases {
    /** Returns whether other processes may take leases too. */
    boolean areShared();

    /**
     * Takes a free lease, or renews a lease that the holder has.
     *
     * @param time how long it is held from now on
     * @return empty while another process holds it
     * @throws StoreException if the store cannot be written
     */
    Optional<Lease> take(String name, String holder, Duration time);

    /**
     * Renews leases. A lease that is no longer held is not taken again.
     *
     * @param time how long they are held from now on
     * @return those that are held
     * @throws StoreException if the store cannot be written
     */
    List<Lease> renew(List<Lease> leases, Duration time);

    /**
     * Returns whether a lease is still held.
     *
     * @throws StoreException if the store cannot be read
     */
    boolean holds(Lease lease);

    /**
     * Ends a lease at once, if it is still held.
     *
     * @param pace passed to the next holder; null keeps the pace that was passed before
     * @throws StoreException if the store cannot be written
     */
    void release(Lease lease, @Nullable Pace pace);
}
