package io.github.bedrockbatch;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.source.SteadyClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** This process among those that share a store. */
final class Replica {
    /** Names the process and no other: its host, so that people find it, and what tells it from others there and before it. */
    static final String NAME = host() + "-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    private Replica() {}

    /** Returns the leases of this process, which has the store for itself if that gives none. */
    static LeaseHolder leases(JobStore store) {
        InstantSource steady = new SteadyClock();
        return store.leases()
                .map(shared -> new LeaseHolder(shared, NAME, steady))
                .orElseGet(() -> LeaseHolder.ofSoleProcess(steady));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
