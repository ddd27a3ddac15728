package io.github.bedrockbatch.reload;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a configuration has changed by looking at it every few seconds. A folder of Kubernetes swaps a symbolic link, and
 * network file systems tell of no change, so the operating system is not asked to. A change counts once two looks in a row show the
 * same, because a file may be half written. Thread-safe.
 *
 * @param <T> what a look sees, comparable by {@code equals}
 */
final class ConfigWatch<T> {
    private final Supplier<T> seen;
    private final Supplier<T> known;
    private final Runnable changed;
    private @Nullable T candidate;

    /**
     * Makes a watch that has seen nothing.
     *
     * @param seen looks
     * @param known returns what was seen at the last reload, successful or not
     * @param changed asked to reload. Returns at once
     */
    ConfigWatch(Supplier<T> seen, Supplier<T> known, Runnable changed) {
        this.seen = seen;
        this.known = known;
        this.changed = changed;
    }

    /** Looks once. */
    synchronized void look() {
        T now = seen.get();
        if (now.equals(known.get())) {
            candidate = null;
        } else if (now.equals(candidate)) {
            candidate = null;
            changed.run();
        } else {
            candidate = now;
        }
    }
}
