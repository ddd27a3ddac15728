package io.github.bedrockbatch;

import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks whether a store is well, and removes from it what has outlived the retention of a configuration, in small batches. */
final class Housekeeping {
    private static final int BATCH = 500;
    private static final Duration TOMBSTONE_MARGIN = Duration.ofDays(30);

    private final JobStore store;
    private final Duration terminalJobs;
    private final Duration journal;
    private final Duration tombstones;
    private final Set<JobArn> named;
    private final InstantSource clock;

    Housekeeping(JobStore store, Configuration configuration, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.named = configuration.jobs().stream().map(JobArn::parse).collect(Collectors.toSet());
        this.terminalJobs = configuration.retention().terminalJobs();
        this.journal = configuration.retention().journal();
        this.tombstones = Stream.concat(
                        configuration.discovery().stream().map(DiscoveryConfig::submittedWithin),
                        Stream.of(DiscoveryConfig.SUBMITTED_WITHIN))
                .max(Duration::compareTo)
                .orElse(DiscoveryConfig.SUBMITTED_WITHIN)
                .plus(TOMBSTONE_MARGIN);
    }

    /** Fails if a store cannot be read and written. */
    static void check(JobStore store) {
        if (!store.check()) {
            throw new StoreException(
                    "the store cannot be read or written: check the disk of store.path, or the database");
        }
    }

    /** Removes what has outlived its retention. */
    void prune() {
        Instant now = clock.instant();
        Retention retention = new Retention(now.minus(terminalJobs), now.minus(journal), now.minus(tombstones), named);
        int removed;
        do {
            removed = store.prune(retention, BATCH);
        } while (removed >= BATCH && !Thread.currentThread().isInterrupted());
    }
}
