package io.github.bedrockbatch.aws.manifest;

import io.github.bedrockbatch.job.AnswerBounds;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import io.github.bedrockbatch.manifest.ManifestResult.Read;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the tokens out of a manifest's text, which may be anything. */
final class ManifestJson {
    private static final int DEEPEST = 16;

    private final JsonMapper json = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    ManifestResult read(byte[] bytes) {
        if (!(tree(bytes) instanceof ObjectNode manifest)) {
            return malformed("it is not a JSON object");
        }
        JsonNode input = manifest.path("inputTokenCount");
        JsonNode output = manifest.path("outputTokenCount");
        if (isNone(input) && isNone(output)) {
            return malformed("it has no inputTokenCount and no outputTokenCount");
        }
        if (!isCountOrNone(input) || !isCountOrNone(output)) {
            return malformed(
                    "inputTokenCount and outputTokenCount must be whole numbers from 0 to " + AnswerBounds.MAX_TOKENS);
        }
        return new Read(new TokenCounts(
                count(input),
                count(output),
                optional(manifest.path("cacheReadInputTokenCount")),
                optional(manifest.path("cacheWriteInputTokenCount"))));
    }

    private @Nullable JsonNode tree(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static boolean isNone(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean isCountOrNone(JsonNode value) {
        return isNone(value)
                || (value.isIntegralNumber()
                        && value.canConvertToLong()
                        && AnswerBounds.tokens(value.longValue()) != null);
    }

    private static @Nullable Long count(JsonNode value) {
        return isNone(value) ? null : Long.valueOf(value.longValue());
    }

    /** Reads a count that AWS does not document. What is no count is as if it were absent, because the others can be read. */
    private static @Nullable Long optional(JsonNode value) {
        return isCountOrNone(value) ? count(value) : null;
    }

    private static ManifestResult malformed(String reason) {
        return new Unread(Cause.MALFORMED, reason);
    }
}
