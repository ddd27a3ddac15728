package io.github.bedrockbatch.store;

import io.github.bedrockbatch.journal.Pace;
import java.time.Duration;
import java.util.Objects;

/** A pace as JSON, with lengths of time in milliseconds. */
final class PaceJson {
    private PaceJson() {}

    static String write(Pace pace) {
        return new JsonObject()
                .put("polls", pace.polls())
                .put("sinceStart", pace.sinceStart().toMillis())
                .put("pause", pace.pause().toMillis())
                .put("listPause", pace.listPause().toMillis())
                .put("calmPolls", pace.calmPolls())
                .write();
    }

    static Pace read(String text) {
        JsonObject json = JsonObject.parse(text);
        return new Pace(
                json.number("polls"),
                Duration.ofMillis(json.number("sinceStart")),
                Duration.ofMillis(json.number("pause")),
                Duration.ofMillis(json.number("listPause")),
                Objects.requireNonNullElse(json.orNull("calmPolls", json::integer), 0));
    }
}
