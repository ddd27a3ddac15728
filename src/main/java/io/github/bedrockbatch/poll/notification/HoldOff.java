package io.github.bedrockbatch.poll.notification;

import java.time.Duration;

/**
 * How long hints wait for others of their burst.
 *
 * @param first before the first look of a burst
 * @param next before each later one, so that a burst costs few
 */
record HoldOff(Duration first, Duration next) {
    static final HoldOff SHORT = new HoldOff(Duration.ofMillis(300), Duration.ofSeconds(1));
}
