package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.Lease;
import io.github.bedrockbatch.journal.Leases;
import io.github.bedrockbatch.journal.Pace;
import io.github.bedrockbatch.store.Database.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leases in PostgreSQL, each method a transaction of its own. Thread-safe. */
record SharedLeases(Transactions transactions) implements Leases {
    /** Runs a transaction that does not touch the head. */
    @FunctionalInterface
    interface Transactions {
        <T> T run(Work<T> work);
    }

    @Override
    public boolean areShared() {
        return true;
    }

    @Override
    public Optional<Lease> take(String name, String holder, Duration time) {
        return transactions.run(database -> JdbcLeases.take(database, name, holder, time));
    }

    @Override
    public List<Lease> renew(List<Lease> leases, Duration time) {
        return transactions.run(database -> JdbcLeases.renew(database, leases, time));
    }

    @Override
    public boolean holds(Lease lease) {
        return transactions.run(database -> JdbcLeases.holds(database, lease));
    }

    @Override
    public void release(Lease lease, @Nullable Pace pace) {
        int _ = transactions.run(database -> JdbcLeases.release(database, lease, pace));
    }
}
