package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.journal.ManifestState.Read;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of an output manifest as JSON: an awaited one has {@code due}, one that was read has its tokens. */
final class ManifestStateJson {
    private ManifestStateJson() {}

    static @Nullable JsonObject write(@Nullable ManifestState state) {
        return switch (state) {
            case null -> null;
            case Awaited(Instant due, int attempts) ->
                new JsonObject().put("due", due).put("attempts", attempts);
            case Read(TokenCounts tokens) -> put(new JsonObject(), tokens);
        };
    }

    static @Nullable ManifestState read(@Nullable JsonObject json) {
        if (json == null) {
            return null;
        }
        Instant due = json.instantOrNull("due");
        return due == null ? new Read(tokens(json)) : new Awaited(due, json.integer("attempts"));
    }

    static JsonObject put(JsonObject json, TokenCounts tokens) {
        return json.put("inputTokens", tokens.input()).put("outputTokens", tokens.output());
    }

    static TokenCounts tokens(JsonObject json) {
        return new TokenCounts(json.longOrNull("inputTokens"), json.longOrNull("outputTokens"));
    }
}
