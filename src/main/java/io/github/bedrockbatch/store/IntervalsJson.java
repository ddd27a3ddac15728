package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import java.time.Duration;

/** The intervals of a target's polls as JSON, in seconds. */
final class IntervalsJson {
    private IntervalsJson() {}

    static String write(PollIntervals intervals) {
        return new JsonObject()
                .put("base", intervals.base().toSeconds())
                .put("active", intervals.active().toSeconds())
                .put("idle", intervals.idle().toSeconds())
                .put("activity", intervals.activity().name())
                .write();
    }

    static PollIntervals read(String text) {
        JsonObject json = JsonObject.parse(text);
        return new PollIntervals(
                Duration.ofSeconds(json.number("base")),
                Duration.ofSeconds(json.number("active")),
                Duration.ofSeconds(json.number("idle")),
                Activity.valueOf(json.text("activity")));
    }
}
