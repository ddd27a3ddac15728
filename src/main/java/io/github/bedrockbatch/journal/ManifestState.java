package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.TokenCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the reading of a finished job's output manifest has come. */
public sealed interface ManifestState {
    /** The pauses after the first attempts; after one more attempt, which is hours later, there is none. */
    List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(2));

    /**
     * It is to be read.
     *
     * @param due before which it is not tried
     * @param attempts that failed
     */
    record Awaited(Instant due, int attempts) implements ManifestState {
        public boolean isDue(Instant now) {
            return !due.isAfter(now);
        }

        /** Returns this after one more attempt that failed; null when it was the last. */
        @Nullable
        public Awaited putOff(Instant now) {
            return attempts < PAUSES.size() ? new Awaited(now.plus(PAUSES.get(attempts)), attempts + 1) : null;
        }
    }

    /** It was read, and is not read again. */
    record Read(TokenCounts tokens) implements ManifestState {}
}
