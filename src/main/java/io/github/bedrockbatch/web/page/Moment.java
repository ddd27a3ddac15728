package io.github.bedrockbatch.web.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time as a page shows it.
 *
 * @param machine for programs, in ISO 8601
 * @param exact for people, in UTC
 * @param text how far away it is
 */
public record Moment(String machine, String exact, String text) {
    /** Returns a time as seen from another. */
    static Moment of(Instant time, Instant now) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return new Moment(second.toString(), Phrases.exact(second), Phrases.relative(time, now));
    }
}
