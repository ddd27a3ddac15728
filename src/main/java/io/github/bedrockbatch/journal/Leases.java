package io.github.bedrockbatch.journal;

import java.time.Duration;
import java.util.Optional;

/** Leases among the processes that share a store. The store's clock decides when one ends. Implementations are thread-safe. */
public interface Leases {
    /**
     * Takes a lease that nobody holds, or makes one last longer that the holder has.
     *
     * @param time how long it is held from now on
     * @return empty while another process holds it
     * @throws StoreException if the store cannot be written
     */
    Optional<Lease> take(String name, String holder, Duration time);

    /**
     * Returns whether a lease is still held.
     *
     * @throws StoreException if the store cannot be read
     */
    boolean holds(Lease lease);

    /**
     * Ends a lease at once, if it is still held.
     *
     * @throws StoreException if the store cannot be written
     */
    void release(Lease lease);
}
