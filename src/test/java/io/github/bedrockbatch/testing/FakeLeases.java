package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.journal.Lease;
import io.github.bedrockbatch.journal.Leases;
import io.github.bedrockbatch.journal.Pace;
import io.github.bedrockbatch.journal.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leases that several holders share, by the clock of a store that may be away. */
public final class FakeLeases implements Leases {
    private final InstantSource clock;
    private final Map<String, Row> rows = new HashMap<>();
    private boolean away;

    private record Row(
            String holder,
            long number,
            Instant end,
            @Nullable Pace pace,
            Instant pacedAt) {}

    public FakeLeases(InstantSource clock) {
        this.clock = clock;
    }

    /** Lets each use fail, or none any more. */
    public synchronized void away(boolean now) {
        away = now;
    }

    /** Lets a lease pass on, as if its holder were frozen for long. */
    public synchronized void passOn(String name, String next) {
        Row row = rows.get(name);
        long number = row == null ? 0 : row.number;
        rows.put(name, new Row(next, number + 1, Instant.MAX, null, Instant.MIN));
    }

    @Override
    public boolean areShared() {
        return true;
    }

    @Override
    public synchronized Optional<Lease> take(String name, String holder, Duration time) {
        require();
        Instant now = clock.instant();
        Row row = rows.getOrDefault(name, new Row(holder, 0, Instant.MIN, null, Instant.MIN));
        boolean held = row.end.isAfter(now);
        if (held && !row.holder.equals(holder)) {
            return Optional.empty();
        }
        long number = held ? row.number : row.number + 1;
        rows.put(name, new Row(holder, number, now.plus(time), row.pace, row.pacedAt));
        Pace pace = row.pace == null ? null : row.pace.after(Duration.between(row.pacedAt, now));
        return Optional.of(new Lease(name, holder, number, pace));
    }

    @Override
    public synchronized List<Lease> renew(List<Lease> leases, Duration time) {
        require();
        List<Lease> held = leases.stream().filter(this::holds).toList();
        held.forEach(lease -> rows.computeIfPresent(
                lease.name(),
                (name, row) -> new Row(row.holder, row.number, clock.instant().plus(time), row.pace, row.pacedAt)));
        return held;
    }

    @Override
    public synchronized boolean holds(Lease lease) {
        require();
        Row row = rows.get(lease.name());
        return row != null
                && row.holder.equals(lease.holder())
                && row.number == lease.number()
                && row.end.isAfter(clock.instant());
    }

    @Override
    public synchronized void release(Lease lease, @Nullable Pace pace) {
        if (holds(lease)) {
            Instant now = clock.instant();
            rows.computeIfPresent(
                    lease.name(),
                    (name, row) -> pace == null
                            ? new Row(row.holder, row.number, now, row.pace, row.pacedAt)
                            : new Row(row.holder, row.number, now, pace, now));
        }
    }

    private void require() {
        if (away) {
            throw new StoreException("the database is away");
        }
    }
}
