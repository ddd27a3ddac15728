package io.github.bedrockbatch.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/** Where in the interval a target's cycles begin: a hash of its name, so the same after each start. */
final class Phase {
    private Phase() {}

    /** The first moment after {@code now} at which a cycle of that name begins. */
    static Instant next(String name, Duration interval, Instant now) {
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        long period = interval.toMillis();
        long offset = hash.getValue() % period;
        long millis = now.toEpochMilli();
        return Instant.ofEpochMilli(millis + period - Math.floorMod(millis - offset, period));
    }
}
