package io.github.bedrockbatch.notification;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long hints wait for others of their burst, so that it costs few looks: a moment, which is longer before each further
 * look of a burst, and then as many moments more as bring whole batches.
 *
 * @param moments before the first look, the second, and so on; the last before all further ones
 * @param burst how many hints that come within a moment make it worth another
 * @param longest when no further moment begins
 */
record Debounce(List<Duration> moments, int burst, Duration longest) {
    static final Debounce SHORT = new Debounce(
            Stream.of(250, 250, 500, 1_000, 2_000, 5_000)
                    .map(Duration::ofMillis)
                    .toList(),
            2 * NotificationQueue.MAX_AT_ONCE,
            Duration.ofSeconds(5));

    Debounce {
        moments = List.copyOf(moments);
    }

    /** Returns what to wait before a look, by the number of those that went before it in its burst. */
    Duration before(int look) {
        return moments.get(Math.min(look, moments.size() - 1));
    }

    /** Returns how long hints wait at most: a last moment may begin just before no further one does. */
    Duration max() {
        return longest.plus(moments.getLast());
    }

    /** Returns whether to wait another moment, after one in which so many hints came. */
    boolean goesOn(int came, Duration waited) {
        return came >= burst && waited.compareTo(longest) < 0;
    }
}
