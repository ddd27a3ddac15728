package io.github.bedrockbatch.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told that a store has changed. */
final class WakeUps {
    private static final Logger LOG = LoggerFactory.getLogger(WakeUps.class);

    private final List<Runnable> followers = new CopyOnWriteArrayList<>();

    void add(Runnable follower) {
        followers.add(follower);
    }

    /** Runs each of them, whatever the others do: what they follow is committed. */
    void run() {
        for (Runnable follower : followers) {
            try {
                follower.run();
            } catch (RuntimeException e) {
                LOG.error("A follower of the store failed: it must not throw. What was recorded is kept", e);
            }
        }
    }
}
