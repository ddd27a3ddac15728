package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.journal.ManifestState.Read;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tracked job as JSON, all but its version, which is a column. */
final class TrackedJson {
    private TrackedJson() {}

    static String write(TrackedJob row) {
        Job job = row.job();
        return new JsonObject()
                .put("snapshot", SnapshotJson.write(job.snapshot()))
                .put("statusChangedAt", job.statusChangedAt())
                .put("statusObservedAt", job.statusObservedAt())
                .put("baseline", job.baseline())
                .put("startedAt", job.startedAt())
                .put("endedAt", job.endedAt())
                .put("goneAt", job.givenUpAt())
                .put("origin", row.origin().name())
                .put("settleDue", row.settleDue())
                .put("manifest", manifest(row.manifest()))
                .put("tags", tags(row.tags()))
                .write();
    }

    static TrackedJob read(String text, long version) {
        JsonObject json = JsonObject.parse(text);
        Job job = new Job(
                SnapshotJson.read(json.object("snapshot")),
                json.instant("statusChangedAt"),
                json.instant("statusObservedAt"),
                json.flag("baseline"),
                json.orNull("startedAt", json::instant),
                json.orNull("endedAt", json::instant),
                json.orNull("goneAt", json::instant));
        return new TrackedJob(
                job,
                JobOrigin.valueOf(json.text("origin")),
                json.orNull("settleDue", json::instant),
                json.objectOrNull("manifest", TrackedJson::manifest),
                json.objectOrNull("tags", tags -> new JobTags(tags.texts())),
                version);
    }

    /** Writes {@code due} of an awaited manifest, the tokens of one that was read. */
    private static @Nullable JsonObject manifest(@Nullable ManifestState state) {
        return switch (state) {
            case null -> null;
            case Awaited(Instant due, int attempts) ->
                new JsonObject().put("due", due).put("attempts", attempts);
            case Read(TokenCounts tokens) -> put(new JsonObject(), tokens);
        };
    }

    private static ManifestState manifest(JsonObject json) {
        Instant due = json.orNull("due", json::instant);
        return due == null ? new Read(tokens(json)) : new Awaited(due, json.integer("attempts"));
    }

    private static @Nullable JsonObject tags(@Nullable JobTags tags) {
        if (tags == null) {
            return null;
        }
        JsonObject json = new JsonObject();
        new TreeMap<>(tags.values()).forEach(json::put);
        return json;
    }

    static JsonObject put(JsonObject json, TokenCounts tokens) {
        return json.put("inputTokens", tokens.input())
                .put("outputTokens", tokens.output())
                .put("cacheReadTokens", tokens.cacheRead())
                .put("cacheWriteTokens", tokens.cacheWrite());
    }

    static TokenCounts tokens(JsonObject json) {
        return new TokenCounts(
                json.orNull("inputTokens", json::number),
                json.orNull("outputTokens", json::number),
                json.orNull("cacheReadTokens", json::number),
                json.orNull("cacheWriteTokens", json::number));
    }
}
