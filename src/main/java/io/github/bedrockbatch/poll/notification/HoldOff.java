package io.github.bedrockbatch.poll.notification;

import java.time.Duration;

/**
 * How long hints wait for others of their burst: the longer, the longer it lasts, so that it costs few looks.
 *
 * @param first before the first look
 * @param next before the second, doubled for each later one
 * @param longest before any
 */
record HoldOff(Duration first, Duration next, Duration longest) {
    static final HoldOff SHORT = new HoldOff(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** What follows a wait that came to its end within a burst. */
    Duration after(Duration wait) {
        Duration doubled = wait.compareTo(next) < 0 ? next : wait.multipliedBy(2);
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
