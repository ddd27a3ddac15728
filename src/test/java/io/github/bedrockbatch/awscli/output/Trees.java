package io.github.bedrockbatch.awscli.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Test resources, and JSON as this package has it. */
final class Trees {
    private Trees() {}

    static JsonNode resource(String name) {
        try (InputStream in = Trees.class.getResourceAsStream(name)) {
            return new JsonMapper().readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable Object tree(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                json.forEachEntry((name, value) -> object.put(name, tree(value)));
                yield object;
            }
            case ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                json.forEach(value -> array.add(tree(value)));
                yield array;
            }
            case NUMBER ->
                json.isIntegralNumber()
                        ? (json.canConvertToLong() ? (Object) json.longValue() : json.bigIntegerValue())
                        : json.doubleValue();
            case BOOLEAN -> json.booleanValue();
            case STRING -> json.stringValue();
            default -> null;
        };
    }
}
