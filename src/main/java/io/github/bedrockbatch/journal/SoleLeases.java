package io.github.bedrockbatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Leases of a store that this process has for itself: each can be taken, and none is lost. Thread-safe. */
final class SoleLeases implements Leases {
    private final InstantSource steady;
    private final Map<String, LeftPace> paces = new ConcurrentHashMap<>();

    private record LeftPace(Pace pace, Instant at) {}

    SoleLeases(InstantSource steady) {
        this.steady = steady;
    }

    @Override
    public boolean areShared() {
        return false;
    }

    @Override
    public Optional<Lease> take(String name, String holder, Duration time) {
        LeftPace left = paces.get(name);
        Pace pace = left == null ? null : left.pace().after(Duration.between(left.at(), steady.instant()));
        return Optional.of(new Lease(name, holder, 0, pace));
    }

    @Override
    public List<Lease> renew(List<Lease> leases, Duration time) {
        return leases;
    }

    @Override
    public boolean holds(Lease lease) {
        return true;
    }

    @Override
    public void release(Lease lease, @Nullable Pace pace) {
        if (pace != null) {
            paces.put(lease.name(), new LeftPace(pace, steady.instant()));
        }
    }
}
