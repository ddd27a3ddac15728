package io.github.bedrockbatch.poll.notification;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long hints wait for others of their burst: the longer, the longer it lasts, so that it costs few looks.
 *
 * @param waits before the first look, the second, and so on; the last before all further ones
 */
record HoldOff(List<Duration> waits) {
    static final HoldOff SHORT = new HoldOff(Stream.of(250, 250, 500, 1_000, 2_000, 5_000)
            .map(Duration::ofMillis)
            .toList());

    HoldOff {
        waits = List.copyOf(waits);
    }

    /** What to wait before a look, by the number of those that went before it in its burst. */
    Duration before(int look) {
        return waits.get(Math.min(look, waits.size() - 1));
    }
}
